import type { ChatRequest, MessagePart } from '../types.ts'
import { headersWithKey, type ModelOptions, type Preset } from './preset.ts'
import { parseToolArguments } from './toolCall.ts'

/** Like {@link ModelOptions}, but without the model, which the endpoint chooses. */
export interface AiSdkOptions extends Pick<ModelOptions, 'apiKey' | 'body' | 'headers'> {
  /** The endpoint. @default '/api/chat' */
  readonly url?: string
}

/**
 * Creates the options for an endpoint built with the AI SDK that answers with its UI message stream.
 *
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 * @example
 * const chat = useChatStream(aiSdk({ url: '/api/chat' }))
 */
export function aiSdk({ url = '/api/chat', body, ...options }: AiSdkOptions = {}): Preset {
  return {
    url,
    transport: 'post',
    dialect: 'ai-sdk',
    headers: headersWithKey(options),
    body: (request) => ({
      id: request.id,
      messages: toUiMessages(request),
      trigger: 'submit-message',
      ...body,
    }),
  }
}

/** Returns the messages as UI messages of the AI SDK, without empty answers. */
export function toUiMessages({ messages }: ChatRequest): readonly object[] {
  return messages
    .filter(({ parts }) => parts.length > 0)
    .map(({ id, serverId = id, role, parts, metadata }) => ({
      id: serverId,
      role,
      parts: parts.flatMap(toPart),
      ...(metadata && { metadata }),
    }))
}

function toPart(part: MessagePart): object | readonly object[] {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { type: part.type, text: part.text, state: 'done' }
    case 'file': {
      const { mediaType, url, name: filename } = part
      return { type: 'file', mediaType, url, filename }
    }
    case 'tool': {
      const { id: toolCallId, name, output, error: errorText } = part
      const call = { type: `tool-${name}`, toolCallId, input: parseToolArguments(part) }
      if (output !== undefined) return { ...call, state: 'output-available', output }
      return errorText
        ? { ...call, state: 'output-error', errorText }
        : { ...call, state: 'input-available' }
    }
    case 'source':
      return { type: 'source-url', sourceId: part.url, url: part.url, title: part.title }
    case 'data':
      return { type: `data-${part.name}`, data: part.data, ...(part.id && { id: part.id }) }
  }
}
