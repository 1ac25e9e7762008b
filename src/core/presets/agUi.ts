import { textOf } from '../text.ts'
import type { ChatMessage, FilePart } from '../types.ts'
import { base64Of, toNamedText } from './fileContent.ts'
import {
  headersWithKey,
  messagesToSend,
  type ModelOptions,
  type Preset,
  checkPreset,
} from './preset.ts'
import { argumentsText, callsWithOutput, toolOutputText } from '../tools/wireForm.ts'

/**
 * Like {@link ModelOptions}, but without the model and its parameters, which the agent defines. `system` is
 * sent as a message.
 */
export interface AgUiOptions extends Pick<ModelOptions, 'apiKey' | 'system' | 'body' | 'headers'> {
  /** The agent's endpoint. @default '/api/agent' */
  readonly url?: string
}

/**
 * Creates the options for an agent that speaks the Agent User Interaction protocol (AG-UI): TanStack AI,
 * CopilotKit, Pydantic AI, Mastra and others. Each request sends the whole chat, and describes the tools of
 * the option `tools`.
 *
 * @see https://docs.ag-ui.com/sdk/js/core/types#runagentinput
 * @example
 * const chat = useChatStream(agUi({ url: '/api/agent' }))
 */
export function agUi(options: AgUiOptions = {}): Preset {
  checkPreset(options, ['url', 'system'])
  const { url = '/api/agent', system, body } = options
  return {
    url,
    transport: 'post',
    dialect: 'ag-ui',
    headers: headersWithKey({
      ...options,
      headers: { accept: 'text/event-stream', ...options.headers },
    }),
    body: (request) => ({
      // The first message has the same id in all requests of a chat.
      threadId: request.messages[0]?.id ?? request.id,
      runId: request.id,
      state: {},
      messages: messagesToSend(request, system).flatMap(toMessages),
      tools: (request.tools ?? []).map(({ name, description, inputSchema: parameters }) => ({
        name,
        description,
        parameters,
      })),
      context: [],
      forwardedProps: {},
      ...body,
    }),
  }
}

type SentMessage = Pick<ChatMessage, 'role' | 'parts'> & { readonly id?: string }

function toMessages({ id = 'system', role, parts }: SentMessage): readonly object[] {
  const text = textOf({ parts })
  const files = role === 'user' ? parts.filter((part) => part.type === 'file') : []
  const calls = callsWithOutput(parts)
  const toolCalls = calls.map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: argumentsText(call) },
  }))
  const content =
    files.length > 0 ? [...(text ? [{ type: 'text', text }] : []), ...files.map(toPiece)] : text
  return [
    ...(content.length + calls.length > 0
      ? [{ id, role, content, ...(calls.length > 0 ? { toolCalls } : {}) }]
      : []),
    ...calls.map((call) => ({
      id: `${id}-${call.id}`,
      role: 'tool',
      toolCallId: call.id,
      content: toolOutputText(call),
    })),
  ]
}

function toPiece(file: FilePart): object {
  const { mediaType: mimeType, url } = file
  const text = toNamedText(file)
  if (text !== undefined) return { type: 'text', text }
  const data = base64Of(file)
  const [kind = ''] = mimeType.split('/')
  return {
    type: /^(image|audio|video)$/.test(kind) ? kind : 'document',
    source: data ? { type: 'data', value: data, mimeType } : { type: 'url', value: url, mimeType },
  }
}
