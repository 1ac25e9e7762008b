import { ChatStreamError } from '../../errors.ts'
import { asObjects, isObject, valueAt, type JsonObject } from '../../json.ts'
import type { Dialect, DialectState } from '../../types.ts'
import { ANTHROPIC_EVENTS } from '../eventNames.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'

/**
 * Anthropic's Messages API.
 *
 * Proof of the end: `message_stop`, or a whole message instead of a stream. A second message that begins before it does not belong to this answer.
 *
 * @see https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
export const anthropic: Dialect = {
  name: 'anthropic',
  events: ANTHROPIC_EVENTS,

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

function readEvent(payload: JsonObject, state: DialectState): Findings {
  const { type, index: place, message, content_block: block, delta, usage } = payload
  if (message && state['isOpen']) {
    throw new ChatStreamError('parse', 'A second message began before the answer ended.')
  }
  state['isOpen'] ??= message
  const isLast = type === 'message_stop'
  const { thinking, text, citations } = isObject(block) ? block : {}
  return {
    reasoning: valueAt(delta, 'thinking') ?? thinking,
    text: valueAt(delta, 'text') ?? text,
    tool: isObject(block) ? readCall(block, place, state) : readArgs(payload, state),
    sources: [valueAt(delta, 'citation'), citations].flat(),
    usage: usage ?? valueAt(message, 'usage'),
    reason: valueAt(delta, 'stop_reason'),
    finish: isLast && type,
    isLast,
  }
}

/** Reads the start of a block: a tool call, or the result of a tool that the server ran. */
function readCall(block: JsonObject, place: unknown, state: DialectState): JsonObject | undefined {
  const { id = block['tool_use_id'], name, input, tool_use_id, content: output, is_error } = block
  const error = valueAt(output, 'error_code') ?? (is_error && (output || 'error'))
  if (tool_use_id) return error ? { id, error } : { id, output }
  // Usually empty, and followed by deltas. If deltas follow although it is complete, they replace it.
  const isWhole = isObject(input) && Object.keys(input).length > 0
  state['isWhole'] = isWhole
  return id || name ? { id, place, name, allArgs: isWhole ? input : undefined } : undefined
}

/** Reads more arguments of the call in the open block. */
function readArgs(
  { index: place, delta }: JsonObject,
  state: DialectState,
): JsonObject | undefined {
  const args = valueAt(delta, 'partial_json')
  const name = state['isWhole'] ? 'allArgs' : 'args'
  if (args) state['isWhole'] = false
  return args ? { place, [name]: args } : undefined
}
