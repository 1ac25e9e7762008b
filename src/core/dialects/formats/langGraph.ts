import { asObjects, asText, toText, valueAt, type JsonObject } from '../../json.ts'
import type { Dialect, DialectState, StreamRecord } from '../../types.ts'
import { readErrorField } from '../reading/endMarks.ts'
import { decodeFindings, toEvents, type Findings } from '../reading/findings.ts'
import { addUpUsage, answersIn } from '../reading/wholeMessages.ts'

/**
 * Runs of LangGraph's servers, at `/runs/stream` and `/threads/:id/runs/stream`: the stream modes
 * `messages-tuple` (deltas), `messages` (each event repeats the text so far) and `values` (the whole chat).
 *
 * Proof of the end: the event `end`, or the clean end of the body, as most servers send no mark.
 *
 * @see https://docs.langchain.com/langsmith/streaming
 */
export const langGraph: Dialect = {
  name: 'langgraph',
  events: ['metadata', 'messages', 'messages/partial', 'messages/complete', 'values', 'end'],

  decode(record, state) {
    // Lists are not objects, which the common reading expects.
    const isList = /^\s*\[/.test(record.data)
    const data = isList ? `{"messages":${record.data}}` : record.data
    return decodeFindings({ ...record, data }, state, (payload) =>
      readPayload(payload, record, state),
    )
  },

  end: (state) => toEvents({ finish: state['isAnswered'] }, state),
}

function readPayload(
  { messages, status }: JsonObject,
  { event }: StreamRecord,
  state: DialectState,
): readonly Findings[] {
  // Events of a graph inside of the graph are named `messages|namespace`.
  const [mode] = event.split('|')
  const isFailed = /^(error|timeout|rollback)/.test(String(status))
  if (mode === 'end') {
    return [{ events: readErrorField({ error: isFailed && status }), finish: true, isLast: true }]
  }
  if (mode === 'values')
    return answersIn(messages, 'type').flatMap((each) => readMessage(each, state, true))
  if (!/^messages(\/partial|\/complete)?$/.test(mode ?? '')) return []
  // A pair has the message and its metadata.
  return asObjects(messages).flatMap((each) => readMessage(each, state, mode !== 'messages'))
}

function readMessage(
  message: JsonObject,
  state: DialectState,
  isWhole: boolean,
): readonly Findings[] {
  const { type, id, content, tool_call_id, tool_calls, tool_call_chunks, usage_metadata } = message
  state['isAnswered'] = true
  if (type === 'tool') return [{ tool: { id: tool_call_id, output: content } }]
  if (type !== 'ai' && type !== 'AIMessageChunk') return []
  const pieces = asObjects([content].flat().map((each) => (asText(each) ? { text: each } : each)))
  const join = (...names: readonly string[]) =>
    pieces.flatMap((piece) => names.map((name) => asText(piece[name]))).join('')
  const chunks = isWhole ? [] : asObjects(tool_call_chunks)
  // Each call of a model reports its own tokens.
  const usage = isWhole ? usage_metadata : addUpUsage([state['tokens'], usage_metadata])
  if (!isWhole) state['tokens'] = usage
  return [
    {
      reasoning:
        asText(valueAt(message, 'additional_kwargs.reasoning_content')) ??
        join('thinking', 'reasoning'),
      block: `reasoning ${toText(id)}`,
      isWhole,
    },
    { text: join('text'), block: `text ${toText(id)}`, isWhole },
    ...chunks.map(({ id, index, name, args }) => ({ tool: { id, place: index, name, args } })),
    ...(chunks.length > 0 ? [] : asObjects(tool_calls)).map(({ id, name, args }) => ({
      tool: { id, name, allArgs: args },
    })),
    {
      usage: usage_metadata && usage,
      reason:
        valueAt(message, 'response_metadata.finish_reason') ??
        valueAt(message, 'response_metadata.stop_reason'),
    },
  ]
}
