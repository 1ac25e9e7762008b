import { ChatStreamError } from '../errors.ts'
import { startAnswer } from '../stream/answerRun.ts'
import { callHook, changeStatus, type LiveChat } from '../stream/chatState.ts'
import type { StatusEvent } from '../stream/status.ts'
import type { ChatAnswer, ChatMessage, ToolPart } from '../types.ts'
import { fail, type LoopState, type Phase } from './loopState.ts'
import { errorText } from './readInput.ts'
import { runCall } from './runCall.ts'
import { callsOf, currentMessage, hasResult, keyOf } from './toolCalls.ts'

const STOPPED = 'The user stopped this tool call.'

/** Runs calls of one answer beside those that run already. Resolves to the answer that follows all of them. */
export function begin(
  loop: LoopState,
  message: ChatMessage,
  calls: readonly ToolPart[],
  isApproved = false,
): Promise<ChatMessage> {
  const phase = (loop.phase ??= createPhase())
  for (const call of calls) phase.calls.set(keyOf(message, call.id), { message, call })
  setStatus(loop.chat, 'sent')
  for (const call of calls) {
    void runCall(loop, message, call, phase.controller.signal, isApproved)
      .catch((thrown: unknown) => {
        if (loop.phase === phase) fail(loop, message, call, errorText(thrown))
      })
      .then(() => {
        phase.calls.delete(keyOf(message, call.id))
        if (loop.phase === phase && phase.calls.size === 0) end(loop, message)
      })
  }
  if (phase.calls.size === 0) end(loop, message)
  return phase.answer
}

function createPhase(): Phase {
  let resolve: Phase['resolve'] = () => undefined
  const answer = new Promise<ChatMessage>((settle) => (resolve = settle))
  return { controller: new AbortController(), calls: new Map(), answer, resolve }
}

/** Ends the phase: sends the results, or the question that waits. */
function end(loop: LoopState, message: ChatMessage): void {
  const { chat, phase } = loop
  loop.phase = undefined
  setStatus(chat, 'complete')
  phase?.resolve(proceed(loop, message))
  chat.onIdle()
}

/** Aborts the running tools. */
export function stop(loop: LoopState): void {
  const { chat, phase } = loop
  const [first] = phase?.calls.values() ?? []
  if (!phase || !first) return
  loop.phase = undefined
  phase.controller.abort(new DOMException(STOPPED, 'AbortError'))
  for (const { message, call } of phase.calls.values()) fail(loop, message, call, STOPPED)
  setStatus(chat, 'stopped')
  phase.resolve(currentMessage(chat, first.message.id) ?? first.message)
}

/**
 * Sends the results of an answer to the model, if it is the last message and all of its calls have one.
 *
 * @returns the answer that follows, or the answer as it is
 */
export function proceed(
  { chat, phase, answered, ended }: LoopState,
  message: ChatMessage,
): ChatMessage | Promise<ChatMessage> {
  const list = chat.messages.get()
  const last = list.at(-1)
  const isReady =
    last?.id === message.id &&
    last.outcome === 'complete' &&
    callsOf(last).every((call) => hasResult(call) || call.state === 'approval-answered')
  if (!chat.run && !phase && isReady && answered.delete(message.id))
    return startAnswer(chat, list, 'question', { call: ended?.id === message.id ? ended.call : {} })
  return currentMessage(chat, message.id) ?? message
}

/** Ends the calls of an answer without running them, because the model has called tools too often. */
export function refuse(loop: LoopState, message: ChatMessage, calls: readonly ToolPart[]): void {
  const { chat, maxSteps } = loop
  const text = `The model still calls tools after ${maxSteps} answers (\`maxSteps\`).`
  for (const call of calls) fail(loop, message, call, `This call did not run. ${text}`)
  const error = new ChatStreamError('limit', `${text} Ask it to continue, or raise \`maxSteps\`.`)
  setStatus(chat, 'sent')
  setStatus(chat, 'failed', error)
  callHook(chat.options.onError, error, (currentMessage(chat, message.id) ?? message) as ChatAnswer)
}

/** Changes the status, unless an answer streams: tools of an earlier answer don't change that. */
function setStatus(chat: LiveChat, event: StatusEvent, error?: ChatStreamError): void {
  if (!chat.run) changeStatus(chat, event, { error, metrics: chat.state.metrics })
}
