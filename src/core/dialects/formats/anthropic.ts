import { ChatStreamError } from '../../errors.ts'
import { asObjects, valueAt, type JsonObject } from '../../json.ts'
import type { DialectState } from '../../types.ts'
import type { DetectableDialect } from '../detectable.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'

const EVENTS = [
  'message_start',
  'content_block_start',
  'content_block_delta',
  'message_delta',
  'message_stop',
]

/**
 * Anthropic's Messages API.
 *
 * Proof of the end: `message_stop`, or a whole message instead of a stream. A second message that begins before it does not belong to this answer.
 *
 * @see https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
export const anthropic: DetectableDialect = {
  name: 'anthropic',
  events: EVENTS,

  recognizes: ({ type, content }) =>
    EVENTS.includes(String(type)) || (type === 'message' && Array.isArray(content)),

  decode: (record, state) => decodeFindings(record, state, read),
}

function read(payload: JsonObject, state: DialectState): Findings | readonly Findings[] {
  return payload['type'] === 'message' ? readMessage(payload) : readEvent(payload, state)
}

/** Reads a message from a server that does not stream. */
function readMessage({ content, usage, stop_reason: reason }: JsonObject): readonly Findings[] {
  return [
    ...asObjects(content).map(({ thinking, text, id, name, input, citations }) => ({
      reasoning: thinking,
      text,
      tool: id && { id, name, allArgs: input },
      sources: citations,
    })),
    { usage, reason, finish: true, isLast: true },
  ]
}

function readEvent(
  { type, index: place, message, content_block, delta, usage }: JsonObject,
  state: DialectState,
): Findings {
  if (message && state['isOpen']) {
    throw new ChatStreamError('parse', 'A second message began before the answer ended.')
  }
  state['isOpen'] ??= message
  const isLast = type === 'message_stop'
  const id = valueAt(content_block, 'id')
  const resultCallId = valueAt(content_block, 'tool_use_id')
  const args = valueAt(delta, 'partial_json')
  return {
    reasoning: valueAt(delta, 'thinking'),
    text: valueAt(delta, 'text'),
    tool: resultCallId
      ? { id: resultCallId, output: valueAt(content_block, 'content') }
      : (id ?? args) && { id, place, name: valueAt(content_block, 'name'), args },
    sources: [valueAt(delta, 'citation')],
    usage: usage ?? valueAt(message, 'usage'),
    reason: valueAt(delta, 'stop_reason'),
    finish: isLast && type,
    isLast,
  }
}
