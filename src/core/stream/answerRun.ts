import { applyEvent } from './answer.ts'
import { callHook, changeState, changeStatus, streamingRun, type AnswerRun, type LiveChat } from './chatState.ts'
import { createId } from '../createId.ts'
import { endingOf, type Ending } from './ending.ts'
import { toChatStreamError, toMessageError, type ChatStreamError } from '../errors.ts'
import { replaceMessage, type ReplaceReason } from './messageList.ts'
import { createMeter } from './meter.ts'
import { createMessage } from './question.ts'
import { mayHaveRest, reusableKey, withoutContent } from './runReference.ts'
import { runWithRetry } from './runWithRetry.ts'
import type { StatusEvent } from './status.ts'
import { textLength, textOf } from '../text.ts'
import type { ChatMessage, StreamEvent } from '../types.ts'

/** Adds an answer without content to the messages, and reads it. */
export function startAnswer(
  chat: LiveChat,
  history: readonly ChatMessage[],
  reason: ReplaceReason,
  replaced?: readonly ChatMessage[],
): Promise<ChatMessage> {
  const key = reusableKey(replaced) ?? createId()
  const message = { ...createMessage('assistant', []), run: { key } }
  chat.messages.set([...history, message])
  return readAnswer(chat, history, reason, { message, replaced })
}

/**
 * Reads an answer whose message is in the list already: a new one, or the rest of one whose run is known.
 *
 * @param reason - why the list was replaced just before
 */
export function readAnswer(
  chat: LiveChat,
  history: readonly ChatMessage[],
  reason: ReplaceReason,
  runStart: Pick<AnswerRun, 'message' | 'replaced' | 'former'>,
): Promise<ChatMessage> {
  const { options, gate } = chat
  const run: AnswerRun = {
    ...runStart,
    ...createAnswerPromise(),
    meter: createMeter(),
    controller: new AbortController(),
  }
  const { key = createId(), sessionId } = run.message.run ?? {}
  const changeStatusIfCurrent = (event: StatusEvent, error?: ChatStreamError) => {
    if (chat.run === run) changeStatus(chat, event, { error })
  }
  chat.run = run
  changeStatus(chat, 'sent', undefined, { type: 'replaced', reason })
  // A listener may have stopped the answer before anything was sent.
  if (chat.run !== run) return run.answer
  const question = history.at(-1)
  const questionText = question?.role === 'user' ? textOf(question) : ''
  const request = { id: key, message: questionText, messages: history }
  const { meter, controller } = run
  const attemptInput = { request, options, meter, gate, signal: controller.signal }
  void runWithRetry(attemptInput, sessionId, {
    onBegin: () => changeStatusIfCurrent('began'),
    onEvent: (event) => onEvent(chat, run, event),
    onRetry: (error) => changeStatusIfCurrent('attempt-failed', error),
    onStoppable: (stop) => (run.stopAtServer = stop),
    onResumable(id) {
      if (chat.run !== run || run.message.run?.sessionId === id) return
      run.message = { ...run.message, run: { key, sessionId: id } }
      showMessage(chat, run.message)
    },
    onReplay() {
      run.former = run.message
      run.message = withoutContent(run.message)
    },
  })
    .catch((cause: unknown) => ({ hasBegun: true, error: toChatStreamError(cause) }))
    .then((facts) => finish(chat, run, endingOf(run.message, facts)))
  return run.answer
}

function onEvent(chat: LiveChat, run: AnswerRun, event: StreamEvent): void {
  if (chat.run === run) {
    run.event = event
    callHook(chat.options.onEvent, event, run.message)
    run.event = undefined
  }
  // The hook may have stopped the answer.
  if (chat.run !== run) return
  const updated = applyEvent(run.message, event)
  if (updated === run.message) return
  run.message = updated
  if (run.isUpdateDue) return
  run.isUpdateDue = true
  run.cancelUpdate = chat.schedule(() => publishMessage(chat, run))
}

function publishMessage(chat: LiveChat, run: AnswerRun): void {
  const { meter, message, former } = run
  const metrics = meter.getMetrics(message.usage)
  run.isUpdateDue = false
  if (former && textLength(message) < textLength(former)) changeState(chat, { metrics })
  else showMessage(chat, message, { metrics })
}

/** Shows a new state of the streaming message. */
function showMessage(
  chat: LiveChat,
  message: ChatMessage,
  changes: Partial<LiveChat['state']> = {},
): void {
  const before = replaceMessage(chat.messages, message)
  changeState(chat, changes, before && { type: 'delta', message, before })
}

/** Closes the connection of a run and ignores everything that it still delivers. */
function disconnect(run: AnswerRun): void {
  if (run.isUpdateDue) run.cancelUpdate?.()
  run.isUpdateDue = false
  run.controller.abort()
}

/** Ends an answer: shows its last state, and calls the hooks and `then`. */
function finish(
  chat: LiveChat,
  run: AnswerRun,
  { outcome, error }: Ending,
  then = chat.onIdle,
): void {
  if (chat.run !== run || run.message.outcome) return
  disconnect(run)
  const { options, messages } = chat
  const isFinal = outcome === 'complete' || outcome === 'refused'
  const { former } = run
  // Keep the former parts if less arrived this time.
  const { parts } =
    former && !isFinal && textLength(former) > textLength(run.message) ? former : run.message
  const metrics = run.meter.getMetrics(run.message.usage)
  const message: ChatMessage = {
    ...run.message,
    parts,
    outcome,
    error: error && toMessageError(error),
    metrics,
    run: mayHaveRest(outcome, error) ? run.message.run : undefined,
  }
  run.message = message
  const isEmpty = outcome !== 'complete' && !message.parts.length && !message.refusal
  const restored = isEmpty ? run.replaced : undefined
  const before = replaceMessage(messages, message, restored)
  changeStatus(
    chat,
    outcome,
    { error, metrics },
    before &&
      (restored ? { type: 'replaced', reason: 'restored' } : { type: 'ended', message, before }),
  )
  if (error) callHook(options.onError, error, message)
  callHook(options.onFinish, message)
  run.resolve(message)
  // A hook or listener may have regenerated or resumed this answer: `chat.run` is that run then.
  if (chat.run !== run) return
  // Not before the hooks: a question that they send must wait for its turn.
  chat.run = undefined
  then()
}

/** Stops the streaming answer: first at its server, if the server supports that, then here. */
export function stopAnswer(chat: LiveChat, then?: () => void): void {
  const run = streamingRun(chat)
  if (!run) return
  callHook(run.stopAtServer)
  finish(chat, run, { outcome: 'stopped' }, then)
}

/** Detaches from the streaming answer: its message stays as it is, without an outcome. */
export function abandonAnswer(chat: LiveChat): void {
  const { run } = chat
  if (!run) return
  if (run.isUpdateDue) publishMessage(chat, run)
  // A listener may have ended the answer.
  if (chat.run !== run) return
  chat.run = undefined
  disconnect(run)
  run.resolve(run.message)
  changeStatus(chat, 'cleared')
}

function createAnswerPromise(): Pick<AnswerRun, 'answer' | 'resolve'> {
  let resolve: AnswerRun['resolve'] = () => undefined
  const answer = new Promise<ChatMessage>((settle) => (resolve = settle))
  return { answer, resolve }
}
