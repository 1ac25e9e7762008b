import { checkShape } from '../stream/arguments/checkShape.ts'
import { checkOption } from '../stream/arguments/checkOptions.ts'
import type { DialectName } from '../dialects/index.ts'
import type { ChatMessage, ChatRequest, Transport } from '../types.ts'

/** Ready options for `createChatStream` and `useChatStream`; you can add others. */
export interface Preset<TransportChoice extends 'post' | Transport = 'post'> {
  readonly url: string
  /** A function if the preset resumes in the server's own way. */
  readonly transport: TransportChoice
  readonly dialect: DialectName
  readonly headers: () => Promise<Record<string, string>>
  /** Names of the headers that carry the API key, if it is not `Authorization`. @default none */
  readonly secretHeaders?: readonly string[]
  /**
   * How long to wait for the response headers, in milliseconds: minutes for a local server, which may have to
   * load the model first.
   * @default that of the chat stream
   */
  readonly connectTimeout?: number
  /** Returns the whole body of a request. */
  readonly body: (request: ChatRequest) => Record<string, unknown>
}

/** An API key, or a function that returns it, which is called before every request. */
export type ApiKey = string | (() => string | Promise<string>)

/** Options of all presets for models. */
export interface ModelOptions {
  /** The API's base URL, up to and including its version. */
  readonly baseURL?: string
  /** The model's name, as its server knows it. */
  readonly model: string
  /**
   * The API key. Every visitor of a page can read a key in it: on a public site, send the requests through
   * a proxy that adds the key.
   * @default none is sent
   */
  readonly apiKey?: ApiKey
  /** The system prompt, sent before the messages. @default none */
  readonly system?: string
  /** Model parameters such as the temperature, by the server's own names. @default the server's */
  readonly parameters?: Readonly<Record<string, unknown>>
  /** Further fields of the body, such as `tools`. @default none */
  readonly body?: Readonly<Record<string, unknown>>
  /** Further headers. @default none */
  readonly headers?: Readonly<Record<string, string>>
}

/** The options of all presets. */
const presetShape: Readonly<Record<string, string>> = {
  apiKey: 'string|function',
  headers: 'object',
  body: 'object|function',
  baseURL: 'string',
  url: 'string',
  model: 'string',
  system: 'string',
  parameters: 'object',
  stop: 'function',
  recover: 'function',
}

/**
 * Rejects the options of a preset that it does not know, values of another type, and a missing one.
 *
 * @param names - the options besides `apiKey`, `headers` and `body`
 * @param required - the option that must not be missing. @default none
 * @throws {ChatStreamError} `argument`, which names the option
 */
export function checkPreset(options: object, names: readonly string[], required = ''): void {
  const all = ['apiKey', 'headers', 'body', ...names].map((name) => [name, presetShape[name] ?? ''])
  checkShape('options', options, Object.fromEntries(all) as Record<string, string>, true)
  if (!required) return
  const value: unknown = Object(options)[required]
  // An empty name is fine: a server may have only one model.
  checkOption(required, value, value !== undefined, 'set: this preset has no default for it')
}

/** The options of a preset for models. */
export const modelOptionNames = ['baseURL', 'model', 'system', 'parameters']

/**
 * Creates the `headers` function of a preset: the API key in the server's own header, if there is a key,
 * and the further headers.
 */
export function headersWithKey(
  { apiKey, headers = {} }: Pick<ModelOptions, 'apiKey' | 'headers'>,
  toHeader: (key: string) => Record<string, string> = (key) => ({ authorization: `Bearer ${key}` }),
): () => Promise<Record<string, string>> {
  return async () => {
    const key = typeof apiKey === 'function' ? await apiKey() : apiKey
    return { ...(key ? toHeader(key) : {}), ...headers }
  }
}

/** Joins an API's base URL and the path of one of its endpoints. */
export function joinUrl(baseURL: string, path: string): string {
  return `${baseURL.replace(/\/+$/, '')}/${path}`
}

/** Returns the messages to send: the system prompt of the preset first, and no empty answers. */
export function messagesToSend(
  { messages }: ChatRequest,
  system: string | undefined,
): readonly Pick<ChatMessage, 'role' | 'parts'>[] {
  const sentMessages = messages.filter(({ parts }) => parts.some(isSent))
  if (!system) return sentMessages
  return [{ role: 'system', parts: [{ type: 'text', text: system }] }, ...sentMessages]
}

/** Reasoning and sources are not sent back to the model. */
function isSent(part: ChatMessage['parts'][number]): boolean {
  return part.type === 'text' ? part.text !== '' : part.type === 'file' || part.type === 'tool'
}
