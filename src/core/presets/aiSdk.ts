import type { ChatRequest, MessagePart, Transport } from '../types.ts'
import { headersWithKey, type ModelOptions, type Preset, checkPreset } from './preset.ts'
import { aiSdkTransport } from './resuming/aiSdk.ts'
import type { ResumeOptions } from './resuming/options.ts'
import { parseToolArguments } from '../tools/wireForm.ts'

/** Like {@link ModelOptions}, but without the model, which the endpoint chooses. */
export interface AiSdkOptions extends Pick<ModelOptions, 'apiKey' | 'body' | 'headers'> {
  /** The endpoint. @default '/api/chat' */
  readonly url?: string
  /**
   * The id of the chat, sent as `id`. If the server stores its chats, pass a function: it is called for every
   * request.
   * @default an id of the question
   */
  readonly chatId?: string | ((request: ChatRequest) => string)
}

/** The options of {@link aiSdk} for a server whose streams can be resumed. */
export interface ResumableAiSdkOptions extends AiSdkOptions, ResumeOptions {
  /** Requests a lost answer again from `url/:chatId/stream`, as the AI SDK's `resume` does. */
  readonly resume: true
}

/**
 * Creates the options for an endpoint built with the AI SDK that answers with its UI message stream.
 *
 * With `resume: true`, a lost answer is read again from its start. The server needs the endpoint
 * `GET url/:chatId/stream`, and a run that survives its connection. It answers 204 after the end of a run and
 * before it can be resumed: `recover` then fetches the finished answer, and without it the request is
 * repeated as the option `retry` says.
 *
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/chatbot-resume-streams
 * @example
 * const chat = useChatStream(aiSdk({ url: '/api/chat' }))
 */
export function aiSdk(options: ResumableAiSdkOptions): Preset<Transport>
export function aiSdk(options?: AiSdkOptions): Preset
export function aiSdk(
  options: AiSdkOptions | ResumableAiSdkOptions = {},
): Preset<'post' | Transport> {
  checkPreset(options, ['url', 'chatId', 'resume', 'stop', 'recover'])
  const { url = '/api/chat', chatId = ({ id }: ChatRequest) => id, body } = options
  const chatIdOf = typeof chatId === 'function' ? chatId : () => chatId
  return {
    url,
    transport: 'resume' in options && options.resume ? aiSdkTransport(chatIdOf, options) : 'post',
    dialect: 'ai-sdk',
    headers: headersWithKey(options),
    body: (request) => ({
      id: chatIdOf(request),
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
      const { id: toolCallId, name, output, error: errorText, state, approved, reason } = part
      const call = { type: `tool-${name}`, toolCallId, input: parseToolArguments(part) }
      if (state === 'approval-answered') {
        const approval = { id: part.approvalId ?? toolCallId, approved, reason }
        return { ...call, state: 'approval-responded', approval }
      }
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
