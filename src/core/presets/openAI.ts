import { timeoutsOf } from './localServer.ts'
import { toMessages } from './openAIMessages.ts'
import {
  joinUrl,
  headersWithKey,
  messagesToSend,
  type ModelOptions,
  type Preset,
} from './preset.ts'
import { toFunctionTool, toolsField } from './toolCall.ts'

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
