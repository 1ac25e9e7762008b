import { textOf } from '../text.ts'
import type { ChatMessage, FilePart } from '../types.ts'
import { timeoutsOf } from './localServer.ts'
import { isImage, rejectFile, toNamedText } from './fileContent.ts'
import {
  joinUrl,
  headersWithKey,
  messagesToSend,
  type ModelOptions,
  type Preset,
  checkPreset,
  modelOptionNames,
} from './preset.ts'
import { toFunctionTool, toolsField, toTextMessages } from '../tools/wireForm.ts'

/**
 * Creates the options for OpenAI's Chat Completions, and for the many servers with the same API: vLLM,
 * llama.cpp, LM Studio, Ollama's `/v1`, DeepSeek, Groq, Mistral, OpenRouter.
 *
 * A server on this machine or in a private network may have to load the model first: the preset waits six
 * minutes for its response headers.
 *
 * @param options `baseURL` defaults to OpenAI's own, `https://api.openai.com/v1`
 * @see https://platform.openai.com/docs/api-reference/chat
 * @example
 * const chat = useChatStream(openAI({ baseURL: 'http://localhost:8000/v1', model: 'qwen3' }))
 */
export function openAI(options: ModelOptions): Preset {
  checkPreset(options, modelOptionNames, 'model')
  const { baseURL = 'https://api.openai.com/v1', model, system, parameters, body } = options
  return {
    url: joinUrl(baseURL, 'chat/completions'),
    transport: 'post',
    dialect: 'openai',
    headers: headersWithKey(options),
    ...timeoutsOf(baseURL),
    body: (request) => ({
      model,
      messages: messagesToSend(request, system).flatMap(toMessages),
      stream: true,
      // Without this, the server does not report the usage. For a server that rejects it, pass
      // `body: { stream_options: undefined }`.
      stream_options: { include_usage: true },
      ...toolsField(request, toFunctionTool),
      ...parameters,
      ...body,
    }),
  }
}

function toMessages(message: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const { role, parts } = message
  const files = parts.filter((part) => part.type === 'file')
  if (files.length === 0) return toTextMessages(message)
  const text = textOf(message)
  return [{ role, content: [...(text ? [{ type: 'text', text }] : []), ...files.map(toPiece)] }]
}

function toPiece(file: FilePart): object {
  const text = toNamedText(file)
  if (text !== undefined) return { type: 'text', text }
  if (isImage(file)) return { type: 'image_url', image_url: { url: file.url } }
  if (!file.url.startsWith('data:')) return rejectFile(file, 'Chat Completions')
  return { type: 'file', file: { filename: file.name ?? 'file', file_data: file.url } }
}
