import { ChatStreamError } from '../errors.ts'
import { checkOption } from '../stream/arguments/checkOptions.ts'
import type { LiveChat } from '../stream/chatState.ts'
import { getTransport } from '../transports/get.ts'
import type { ChatMessage, StreamEvent, ToolPart } from '../types.ts'
import { createInputReader } from './inputReader.ts'
import { change, definitionOf, fail, findCall, type LoopState } from './loopState.ts'
import { begin, proceed, refuse, stop } from './phase.ts'
import { toPlainOutput } from './readInput.ts'
import { callsOf, changeCall, currentMessage, hasResult, keyOf } from './toolCalls.ts'
import type { ToolAnswer, ToolDefinition, ToolDescription, ToolLoop } from './toolSet.ts'

/**
 * Runs the tools of one chat.
 *
 * A call goes through these states. Only an answer that is `complete` runs its calls, and no call runs twice: a call
 * that is `executing`, or has a result, runs again only by `approveTool`, after the page was closed.
 *
 * | state                | next                                                                            |
 * | -------------------- | ------------------------------------------------------------------------------- |
 * | `input-available`    | `output-error` if the tool is unknown or the arguments are wrong                |
 * |                      | `approval-requested` if it needs an approval; `executing` if it has `execute`   |
 * |                      | a result by `addToolOutput` if it has no `execute`                              |
 * | `approval-requested` | `executing` or `output-error`; `approval-answered` if the server requested it   |
 * | `executing`          | `output-available` or `output-error`; as it is if the page is closed            |
 *
 * @throws {ChatStreamError} `argument` for a wrong `maxSteps`, or for the transport `get`
 */
export function createToolLoop(
  chat: LiveChat,
  definitions: Readonly<Record<string, ToolDefinition>>,
  descriptions: readonly ToolDescription[],
): ToolLoop {
  const { maxSteps = 10, transport } = chat.options
  // A query string has no place for the descriptions of tools.
  checkOption('transport', 'get', transport !== getTransport, '`post` or `session` with `tools`')
  checkOption('maxSteps', maxSteps, maxSteps >= 1, 'a number of at least 1')
  const loop: LoopState = {
    chat,
    definitions,
    maxSteps,
    begun: new Set(),
    answered: new Set(),
    phase: undefined,
    ended: undefined,
  }
  const addInput = createInputReader((call) => definitionOf(definitions, call))

  return {
    descriptions,
    isBusy: (call) => Boolean(loop.phase && (!call || loop.ended?.call === call)),
    onEvent: (message, event) => addServerResult(chat, message, event) ?? addInput(message, event),
    onEnd(message, former, call) {
      loop.ended = { id: message.id, call }
      return onEnd(loop, message, former)
    },
    stop: () => stop(loop),
    addOutput: (answer) => addOutput(loop, answer),
    approve: (id, isApproved, reason) => approve(loop, id, isApproved, reason),
  }
}

/** Adds the result of an approved tool, which a server sends with the next answer, to its call. */
function addServerResult(
  chat: LiveChat,
  message: ChatMessage,
  event: StreamEvent,
): ChatMessage | undefined {
  const call = event.type === 'tool-delta' && callsOf(message).find(({ id }) => id === event.id)
  if (!call || call.name) return undefined
  const isCall = ({ id, state }: ToolPart) => id === call.id && state === 'approval-answered'
  const caller = chat.messages.get().findLast((each) => callsOf(each).some(isCall))
  if (!caller) return undefined
  const { output, error, state } = call
  changeCall(chat, caller.id, call.id, { state, ...(error ? { error } : { output }) })
  return { ...message, parts: message.parts.filter((part) => part !== call) }
}

/**
 * Runs the calls of an answer that ended.
 *
 * @param former - the answer as it was before it was read again from its start
 */
function onEnd(
  loop: LoopState,
  message: ChatMessage,
  former: ChatMessage | undefined,
): Promise<ChatMessage> | undefined {
  if (message.outcome !== 'complete') return undefined
  const { chat, definitions, begun, answered, maxSteps } = loop
  for (const known of former ? callsOf(former) : []) {
    const call = callsOf(message).find(({ id }) => id === known.id)
    if (!call || hasResult(call)) continue
    // The answer was read again after the page was closed: the page decides about a call that ran then.
    if (known.state === 'executing') change(loop, message, call, { state: 'approval-requested' })
    else if (hasResult(known)) change(loop, message, call, known)
  }
  const current = currentMessage(chat, message.id) ?? message
  const calls = callsOf(current).filter(
    (call) =>
      !hasResult(call) &&
      (call.state ?? 'input-available') === 'input-available' &&
      !begun.has(keyOf(message, call.id)) &&
      // A server continues the answer after the call of a tool that it runs itself.
      (definitionOf(definitions, call) ?? !isFollowedByText(current, call)),
  )
  const list = chat.messages.get()
  const steps = list.length - 1 - list.findLastIndex(({ role }) => role === 'user')
  if (calls.length > 0 && steps >= maxSteps) {
    refuse(loop, message, calls)
    return undefined
  }
  return calls.length > 0 || answered.has(message.id) ? begin(loop, message, calls) : undefined
}

function isFollowedByText({ parts }: ChatMessage, call: ToolPart): boolean {
  return parts.slice(parts.lastIndexOf(call) + 1).some(({ type }) => type === 'text')
}

/** @throws {ChatStreamError} `argument` if no such call waits, or if the output does not match its schema */
async function addOutput(loop: LoopState, answer: ToolAnswer): Promise<ChatMessage> {
  const [message, call] = findCall(loop, answer.id)
  if ('error' in answer) fail(loop, message, call, answer.error)
  else {
    const { output: schema } = definitionOf(loop.definitions, call) ?? {}
    const output = await toPlainOutput(schema, answer.output, 'argument')
    // Another result may have won in the meantime.
    findCall(loop, answer.id)
    change(loop, message, call, { state: 'output-available', output })
  }
  return loop.phase?.answer ?? proceed(loop, message)
}

/** @throws {ChatStreamError} `argument` if no such call waits for an approval */
async function approve(
  loop: LoopState,
  id: string,
  approved: boolean,
  reason: string | undefined,
): Promise<ChatMessage> {
  const [message, call] = findCall(loop, id)
  const isInterrupted = call.state === 'executing' && !loop.begun.has(keyOf(message, id))
  if (call.state !== 'approval-requested' && !isInterrupted) {
    throw new ChatStreamError('argument', `The tool call ${id} does not wait for an approval.`)
  }
  const decision = { approved, ...(reason !== undefined && { reason }) }
  if (call.approvalId || !definitionOf(loop.definitions, call)?.execute) {
    loop.answered.add(message.id)
    change(loop, message, call, { ...decision, state: 'approval-answered' })
  } else if (approved) {
    change(loop, message, call, { ...decision, state: 'input-available' })
    return begin(loop, message, [call], true)
  } else {
    const error = reason || 'The user denied this tool call.'
    change(loop, message, call, { ...decision, state: 'output-error', error })
  }
  return loop.phase?.answer ?? proceed(loop, message)
}
