import { textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'
import { base64Of, isImage, refuseFile, textOfFile } from './fileContent.ts'
import { endpoint, headersWithKey, messagesOf, type ModelOptions, type Preset } from './preset.ts'
import { answeredCalls, argumentsOf, outputText } from './toolCall.ts'

/**
 * Creates the options for Ollama's own API. To use it from a page of another origin, start Ollama with
 * `OLLAMA_ORIGINS`.
 *
 * @param options `baseURL` defaults to `http://localhost:11434`; `parameters` become Ollama's `options`
 * @see https://docs.ollama.com/api/chat
 * @example
 * const chat = useChatStream(ollama({ model: 'qwen3' }))
 */
export function ollama(options: ModelOptions): Preset {
  const { baseURL = 'http://localhost:11434', model, system, parameters, body } = options
  return {
    url: endpoint(baseURL, 'api/chat'),
    transport: 'post',
    dialect: 'ollama',
    headers: headersWithKey(options),
    body: (request) => ({
      model,
      messages: messagesOf(request, system).flatMap(toMessages),
      stream: true,
      ...(parameters ? { options: parameters } : {}),
      ...body,
    }),
  }
}

function toMessages({ role, parts }: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const files = parts.filter((part) => part.type === 'file')
  const texts = files.map(textOfFile)
  const content = [textOf({ parts }), ...texts].filter(Boolean).join('\n\n')
  const images = files
    .filter((_, index) => texts[index] === undefined)
    .map((file) => (isImage(file) && base64Of(file)) || refuseFile(file, 'Ollama'))
  const calls = answeredCalls(parts)
  if (content === '' && images.length + calls.length === 0) return []
  return [
    {
      role,
      content,
      ...(images.length > 0 ? { images } : {}),
      ...(calls.length > 0 ? { tool_calls: calls.map(toCall) } : {}),
    },
    ...calls.map((call) => ({ role: 'tool', tool_name: call.name, content: outputText(call) })),
  ]
}

const toCall = (call: Parameters<typeof argumentsOf>[0] & { readonly name: string }) => ({
  function: { name: call.name, arguments: argumentsOf(call) },
})
