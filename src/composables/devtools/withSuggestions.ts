import { ChatStreamError, isChatStreamError } from '../../core/index.ts'
import { useOptionShape } from '../optionShapes.ts'
import type { UseChatStreamReturn } from '../useStream.ts'
import { nearestName } from './nearestName.ts'

/** Options of other libraries, and names that suggest themselves, with the option that does the same here. */
const otherNames: Readonly<Record<string, string>> = {
  api: 'url',
  endpoint: 'url',
  baseURL: 'url',
  streamProtocol: 'dialect',
  protocol: 'dialect',
  format: 'dialect',
  connection: 'transport',
  adapter: 'transport',
  method: 'transport',
  initialMessages: 'messages',
  defaultMessages: 'messages',
  onResponse: 'onEvent',
  onData: 'onEvent',
  onChunk: 'onEvent',
  onToken: 'onEvent',
  onMessage: 'onEvent',
  onUpdate: 'onChange',
  onComplete: 'onFinish',
  onDone: 'onFinish',
  onEnd: 'onFinish',
  experimental_throttle: 'updates',
  throttle: 'updates',
  maxRetries: 'retry',
  timeout: 'connectTimeout',
  withCredentials: 'credentials',
  apiKey: 'headers',
  model: 'body',
  params: 'body',
  data: 'body',
  fetcher: 'fetch',
  chatId: 'id',
}

/**
 * Wraps a composable so that its errors about options say which name the caller may have meant, and how a message
 * looks. Only for development: a production build lists the known names instead.
 */
// Keeps the type parameters of the composable.
export function withSuggestions<Use>(use: Use): Use
export function withSuggestions<Options>(
  use: (options: Options) => UseChatStreamReturn,
): (options: Options) => UseChatStreamReturn {
  const names: Readonly<Record<string, unknown>> = { ...useOptionShape, pick: '' }
  return (options) => {
    try {
      return use(options)
    } catch (cause) {
      if (!isChatStreamError(cause, 'argument')) throw cause
      const hint = hintFor(cause.message, names)
      throw hint === undefined ? cause : new ChatStreamError('argument', hint, { cause })
    }
  }
}

function hintFor(message: string, names: Readonly<Record<string, unknown>>): string | undefined {
  const [, name = ''] = /^`([^`]*)` is unknown\./.exec(message) ?? []
  const other = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined
  const meant = other && other in names ? other : nearestName(name, Object.keys(names))
  if (name && meant) return `\`${name}\` is not an option. Did you mean \`${meant}\`?`
  if (!message.startsWith('`messages')) return undefined
  return `${message} A message is { id, role, parts: [{ type: 'text', text }], createdAt: Date.now() }. Convert messages of another library first.`
}
