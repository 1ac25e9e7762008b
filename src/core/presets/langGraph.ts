import { textOf } from '../text.ts'
import type { ChatMessage, FilePart, Transport } from '../types.ts'
import { isImage, rejectFile, toNamedText } from './fileContent.ts'
import {
  headersWithKey,
  joinUrl,
  messagesToSend,
  type ModelOptions,
  type Preset,
  checkPreset,
} from './preset.ts'
import { langGraphTransport } from './resuming/langGraph.ts'
import type { ResumeOptions } from './resuming/options.ts'
import { callsWithOutput, parseToolArguments, toolOutputText } from '../tools/wireForm.ts'

/** Like {@link ModelOptions}, but without the model and its parameters, which the graph defines. */
export interface LangGraphOptions
  extends
    Pick<ModelOptions, 'baseURL' | 'apiKey' | 'system' | 'body' | 'headers'>,
    Pick<ResumeOptions, 'recover'> {
  /** The id of an assistant, or the name of its graph. */
  readonly assistantId: string
}

/**
 * Creates the options for a graph on a LangGraph server whose state has `messages`. Each request is a run
 * without a thread, which sends the whole chat. The rest of a lost answer is requested from the stream that
 * the response names, if the server keeps it.
 *
 * @param options `baseURL` defaults to that of `langgraph dev`, `http://localhost:2024`
 * @see https://docs.langchain.com/langsmith/server-api-ref
 * @example
 * const chat = useChatStream(langGraph({ assistantId: 'agent' }))
 */
export function langGraph(options: LangGraphOptions): Preset<Transport> {
  checkPreset(options, ['baseURL', 'assistantId', 'system', 'recover'], 'assistantId')
  const { baseURL = 'http://localhost:2024', assistantId, system, body } = options
  return {
    url: joinUrl(baseURL, 'runs/stream'),
    transport: langGraphTransport(options.recover),
    dialect: 'langgraph',
    headers: headersWithKey(options, (key) => ({ 'x-api-key': key })),
    secretHeaders: ['x-api-key'],
    body: (request) => ({
      assistant_id: assistantId,
      input: { messages: messagesToSend(request, system).flatMap(toMessages) },
      stream_mode: ['messages-tuple'],
      stream_resumable: true,
      on_disconnect: 'continue',
      ...body,
    }),
  }
}

const TYPES = { user: 'human', assistant: 'ai', system: 'system' } as const

function toMessages({ role, parts }: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const text = textOf({ parts })
  const files = role === 'user' ? parts.filter((part) => part.type === 'file') : []
  const calls = callsWithOutput(parts)
  const content =
    files.length > 0 ? [...(text ? [{ type: 'text', text }] : []), ...files.map(toPiece)] : text
  const tool_calls = calls.map((call) => ({
    id: call.id,
    name: call.name,
    args: parseToolArguments(call),
  }))
  return [
    ...(content.length + calls.length > 0
      ? [{ type: TYPES[role], content, ...(calls.length > 0 ? { tool_calls } : {}) }]
      : []),
    ...calls.map((call) => ({
      type: 'tool',
      tool_call_id: call.id,
      name: call.name,
      content: toolOutputText(call),
    })),
  ]
}

function toPiece(file: FilePart): object {
  const text = toNamedText(file)
  if (text !== undefined) return { type: 'text', text }
  if (!isImage(file)) return rejectFile(file, 'LangGraph')
  return { type: 'image_url', image_url: { url: file.url } }
}
