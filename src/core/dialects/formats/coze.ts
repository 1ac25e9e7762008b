import {
  asObjects,
  asText,
  isObject,
  parseObject,
  toText,
  valueAt,
  type JsonObject,
} from '../../json.ts'
import type { Dialect, StreamRecord } from '../../types.ts'
import { readEndMark, readErrorField } from '../reading/endMarks.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'

/**
 * Coze's chat, version 3. The event `conversation.message.completed` repeats the whole text of a message.
 *
 * Proof of the end: `conversation.chat.completed`, or `done`.
 *
 * @see https://www.coze.com/docs/developer_guides/chat_v3
 */
export const coze: Dialect = {
  name: 'coze',
  events: [
    'conversation.message.delta',
    'conversation.message.completed',
    'conversation.chat.completed',
    'conversation.chat.failed',
    'done',
  ],

  decode: (record, state) =>
    decodeFindings(record, state, (payload) => readPayload(payload, record), readEndMark),
}

function readPayload(payload: JsonObject, { event }: StreamRecord): Findings | readonly Findings[] {
  const [, subject, step = ''] = event.split('.')
  if (subject === 'message') return readMessage(payload, step === 'completed')
  const { last_error, usage, status, required_action } = payload
  const isOver = /^(completed|requires_action|cancell?ed)$/.test(step)
  const { code, message, msg = message } = isObject(last_error) ? last_error : {}
  return [
    {
      events: readErrorField({
        error: step === 'failed' && { message: msg, code: toText(code) },
      }),
      usage: isObject(usage) && { ...usage, total_count: usage['token_count'] },
      finish: isOver && (/^cancel/.test(step) ? 'aborted' : status),
    },
    ...asObjects(valueAt(required_action, 'submit_tool_outputs.tool_calls')).map(
      ({ id, function: call }) => ({
        tool: { id, name: valueAt(call, 'name'), allArgs: valueAt(call, 'arguments') },
      }),
    ),
  ]
}

/** Reads a message. Those of other types, such as suggested questions, are not part of the answer. */
function readMessage(message: JsonObject, isWhole: boolean): Findings | readonly Findings[] {
  const { type, id, content, content_type, reasoning_content } = message
  // A call and its output are separate messages: an output belongs to the last call.
  const place = 'coze'
  if (type === 'tool_response' || type === 'tool_output')
    return { tool: { place, output: content } }
  if (type === 'function_call') {
    const { name, arguments: allArgs } = parseObject(toText(content) ?? '') ?? {}
    return isWhole && name ? { tool: { id, place, name, allArgs } } : {}
  }
  if (type !== 'answer') return {}
  const { pieces } =
    content_type === 'object_string'
      ? (parseObject(`{"pieces":${content}}`) ?? {})
      : { pieces: [{ text: content }] }
  return [
    { reasoning: reasoning_content, block: `reasoning ${toText(id)}`, isWhole },
    {
      text: asObjects(pieces)
        .map(({ text }) => asText(text))
        .join(''),
      block: `text ${toText(id)}`,
      isWhole,
    },
    ...asObjects(pieces).map(({ type: kind, file_url: url }) => ({
      file: isWhole && { mediaType: `${kind}/*`, url },
    })),
  ]
}
