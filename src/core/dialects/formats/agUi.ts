import { asObjects, toText, valueAt, type JsonObject } from '../../json.ts'
import type { Dialect, DialectState } from '../../types.ts'
import { readErrorField } from '../reading/endMarks.ts'
import { decodeFindings, toEvents, type Findings } from '../reading/findings.ts'
import { addUpUsage, answersIn } from '../reading/wholeMessages.ts'

/** The first words of the events with text, and the kind of their text. */
const KINDS = { TEXT: 'text', THINKING: 'reasoning', REASONING: 'reasoning' } as const

/**
 * The Agent User Interaction protocol (AG-UI) of TanStack AI, CopilotKit, Pydantic AI and others.
 *
 * Proof of the end: `RUN_FINISHED`. After tool calls, it needs the clean end of the body, too: some servers
 * start the next run in the same stream.
 *
 * @see https://docs.ag-ui.com/concepts/events
 */
export const agUi: Dialect = {
  name: 'ag-ui',

  decode: (record, state) => decodeFindings(record, state, read),

  end: (state) => toEvents({ finish: state['isOver'] }, state),
}

function read(payload: JsonObject, state: DialectState): Findings | readonly Findings[] {
  const { type, messageId, delta, name, value, messages, role = state['role'] } = payload
  const [subject = ''] = /^[A-Z]+/.exec(toText(type) ?? '') ?? []
  if (subject === 'TEXT' || subject === 'THINKING' || subject === 'REASONING') {
    // Later pieces of a message do not repeat its role.
    state['role'] = role
    state['isStreamed'] = true
    const kind = KINDS[subject]
    return role === 'user' ? {} : { [kind]: delta, block: `${kind} ${toText(messageId)}` }
  }
  if (subject === 'TOOL' && type !== 'TOOL_CALL_END') {
    const { toolCallId: id = state['lastCall'], toolCallName, content: output } = payload
    state['lastCall'] = id
    return { tool: { id, name: toolCallName, args: delta, output } }
  }
  if (subject === 'RUN') return readRun(payload, state)
  if (messages) return answersIn(messages, 'role').flatMap((each) => readMessage(each, state))
  return subject === 'CUSTOM' && name
    ? { events: [{ type: 'data', name: toText(name) ?? '', data: value }] }
    : {}
}

function readRun(payload: JsonObject, state: DialectState): Findings {
  const { type, outcome, usage, metadata } = payload
  const { finishReason: reason = valueAt(metadata, 'tanstack.finishReason') } = payload
  const isOver = type === 'RUN_FINISHED'
  state['isOver'] = isOver
  const isCanceled = /^cancel/.test(toText(valueAt(outcome, 'type')) ?? '')
  return {
    events: readErrorField({ error: type === 'RUN_ERROR' && payload }),
    usage: addUpUsage([usage].flat()),
    reason,
    finish: isOver && reason !== 'tool_calls' && (isCanceled ? 'aborted' : true),
  }
}

/** Reads a message of a snapshot. It repeats the pieces, or a server sends it only here. */
function readMessage(message: JsonObject, state: DialectState): readonly Findings[] {
  const { id, role, content, toolCalls, toolCallId } = message
  if (role === 'tool') return [{ tool: { id: toolCallId, output: content } }]
  const kind = role === 'assistant' ? 'text' : 'reasoning'
  const block = `${kind} ${toText(id)}`
  return [
    // A server may use other ids in its snapshots: don't repeat the text then.
    state['isStreamed'] && state[block] === undefined
      ? {}
      : { [kind]: content, block, isWhole: true },
    ...asObjects(toolCalls).map((call) => ({
      tool: {
        id: call['id'],
        name: valueAt(call, 'function.name'),
        allArgs: valueAt(call, 'function.arguments'),
      },
    })),
  ]
}
