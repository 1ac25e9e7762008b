import { textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'
import { MODEL_LOADING_TIMEOUT } from './localServer.ts'
import { base64Of, isImage, rejectFile, toNamedText } from './fileContent.ts'
import {
  joinUrl,
  headersWithKey,
  messagesToSend,
  type ModelOptions,
  type Preset,
  checkPreset,
  modelOptionNames,
} from './preset.ts'
import {
  callsWithOutput,
  parseToolArguments,
  toFunctionTool,
  toolOutputText,
  toolsField,
} from '../tools/wireForm.ts'

/**
 * Creates the options for Ollama's own API. To use it from a page of another origin, start Ollama with
 * `OLLAMA_ORIGINS`. Ollama responds only after it has loaded the model, so the preset waits six minutes for
 * the response headers.
 *
 * @param options `baseURL` defaults to `http://localhost:11434`; `parameters` become Ollama's `options`
 * @see https://docs.ollama.com/api/chat
 * @example
 * const chat = useChatStream(ollama({ model: 'qwen3' }))
 */
export function ollama(options: ModelOptions): Preset {
  checkPreset(options, modelOptionNames, 'model')
  const { baseURL = 'http://localhost:11434', model, system, parameters, body } = options
  return {
    url: joinUrl(baseURL, 'api/chat'),
    transport: 'post',
    dialect: 'ollama',
    headers: headersWithKey(options),
    connectTimeout: MODEL_LOADING_TIMEOUT,
    body: (request) => ({
      model,
      messages: messagesToSend(request, system).flatMap(toMessages),
      stream: true,
      ...toolsField(request, toFunctionTool),
      ...(parameters ? { options: parameters } : {}),
      ...body,
    }),
  }
}

function toMessages({ role, parts }: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const files = parts.filter((part) => part.type === 'file')
  const texts = files.map(toNamedText)
  const content = [textOf({ parts }), ...texts].filter(Boolean).join('\n\n')
  const images = files
    .filter((_, index) => texts[index] === undefined)
    .map((file) => (isImage(file) && base64Of(file)) || rejectFile(file, 'Ollama'))
  const calls = callsWithOutput(parts)
  if (content === '' && images.length + calls.length === 0) return []
  return [
    {
      role,
      content,
      ...(images.length > 0 ? { images } : {}),
      ...(calls.length > 0 ? { tool_calls: calls.map(toCall) } : {}),
    },
    ...calls.map((call) => ({ role: 'tool', tool_name: call.name, content: toolOutputText(call) })),
  ]
}

const toCall = (call: Parameters<typeof parseToolArguments>[0] & { readonly name: string }) => ({
  function: { name: call.name, arguments: parseToolArguments(call) },
})
