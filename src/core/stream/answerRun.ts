import { applyEvent, checkEvent } from './events/applyEvent.ts'
import {
  callHook,
  changeState,
  changeStatus,
  streamingRun,
  type AnswerRun,
  type LiveChat,
} from './chatState.ts'
import { createId } from '../createId.ts'
import { endingOf, type Ending } from './ending.ts'
import { toChatStreamError, toMessageError, type ChatStreamError } from '../errors.ts'
import { replaceMessage, type ReplaceReason } from './messageList.ts'
import { createMeter } from './meter.ts'
import { createMessage, withMetadata } from './question.ts'
import { mayHaveRest, reusableKey, withoutContent } from './runReference.ts'
import { runWithRetry } from './runWithRetry.ts'
import type { StatusEvent } from './status.ts'
import { textLength, textOf } from '../text.ts'
import type { ChatAnswer, ChatMessage, RunReference, StreamEvent } from '../types.ts'

/** Adds an answer without content to the messages, and reads it. */
export function startAnswer(
  chat: LiveChat,
  history: readonly ChatMessage[],
  reason: ReplaceReason,
  { call, replaced }: Pick<AnswerRun, 'call' | 'replaced'>,
): Promise<ChatMessage> {
  const key = reusableKey(replaced) ?? createId()
  const message = { ...createMessage('assistant', []), run: { key } }
  return readAnswer(chat, history, reason, { message, call, replaced })
}

/**
 * Reads an answer, and shows it after the messages before it: a new one, or the rest of one whose run is known.
 *
 * @param formerHistory - the messages before it. Metadata of the call goes into the last one, if it is a question
 * @param shown - the message to show until something of the answer arrives
 */
export function readAnswer(
  chat: LiveChat,
  formerHistory: readonly ChatMessage[],
  reason: ReplaceReason,
  runStart: Pick<AnswerRun, 'message' | 'call' | 'replaced' | 'former'>,
  shown = runStart.message,
): Promise<ChatMessage> {
  const { key = createId() } = runStart.message.run ?? {}
  const last = formerHistory.at(-1)
  const question = last?.role === 'user' ? withMetadata(last, runStart.call) : undefined
  const history = question ? formerHistory.with(-1, question) : formerHistory
  const controller = new AbortController()
  let resolve: AnswerRun['resolve'] = () => undefined
  const run: AnswerRun = {
    ...runStart,
    request: {
      id: key,
      message: question ? textOf(question) : '',
      messages: history,
      ...(chat.tools && { tools: chat.tools.descriptions }),
    },
    options: chat.options,
    gate: chat.gate,
    meter: createMeter(),
    controller,
    signal: controller.signal,
    answer: new Promise((settle) => (resolve = settle)),
    resolve,
  }
  const changeStatusIfCurrent = (event: StatusEvent, error?: ChatStreamError) => {
    if (chat.run === run) changeStatus(chat, event, { error })
  }
  chat.run = run
  chat.isQueueHeld = false
  chat.messages.set([...history, shown], { type: 'replaced', reason })
  // The code behind the list, or a listener, may have stopped the answer before anything was sent.
  if (chat.run === run) changeStatus(chat, 'sent')
  if (chat.run !== run) return run.answer
  const setRun = (changes: Partial<RunReference>) =>
    (run.message = { ...run.message, run: { ...run.message.run, key, ...changes } })
  void runWithRetry(run, run.message.run, {
    onBegin: () => changeStatusIfCurrent('began'),
    onEvent: (event) => onEvent(chat, run, event),
    onRetry: (error) => changeStatusIfCurrent('attempt-failed', error),
    onStoppable: (stop) => (run.stopAtServer = stop),
    onResumable(id) {
      const sessionId = id || undefined
      if (run.message.run?.sessionId === sessionId) return
      setRun({ sessionId })
      publishMessage(chat, run)
    },
    onCursor: (cursor) => setRun({ cursor }),
    onReplay() {
      // A replay may be cut, too: keep the state that has the most.
      if (!isBehind(run)) run.former = run.message
      run.message = withoutContent(run.message)
    },
  })
    .catch((cause: unknown) => ({ hasBegun: true, error: toChatStreamError(cause) }))
    .then((facts) => {
      finish(chat, run, endingOf(run.message, facts))
      chat.onIdle()
    })
  return run.answer
}

function onEvent(chat: LiveChat, run: AnswerRun, event: StreamEvent): void {
  if (chat.run !== run) return
  run.event = event
  callHook(chat.options.onEvent, event, run.message)
  run.event = undefined
  // The hook may have stopped the answer.
  if (chat.run !== run) return
  const updated = applyEvent(run.message, checkEvent(chat.options, run.message, event))
  if (updated === run.message) return
  run.message = chat.tools?.onEvent(updated, event) ?? updated
  if (run.isDue) return
  run.isDue = true
  // The end of the run calls this. A listener of its signal would remain after the end.
  run.cancelUpdate = chat.schedule(() => publishMessage(chat, run))
}

/** Shows the new state of the streaming message, and its metrics. */
function publishMessage(chat: LiveChat, run: AnswerRun): void {
  // A server may name the session of a run that has ended here.
  if (chat.run !== run) return
  const { meter, message } = run
  run.isDue = false
  if (!isBehind(run)) replaceMessage(chat.messages, message)
  changeState(chat, { metrics: meter.getMetrics(message.usage) })
}

/** Returns whether less of an answer arrived than before it was read again from its start. */
function isBehind({ message, former }: AnswerRun): boolean {
  return former !== undefined && textLength(message) < textLength(former)
}

/** Ends an answer: shows its last state, and calls the hooks. Doesn't send the next question. */
function finish(chat: LiveChat, run: AnswerRun, { outcome, error }: Ending): void {
  if (chat.run !== run || run.message.outcome) return
  run.controller.abort()
  run.cancelUpdate?.()
  const isFinal = outcome === 'complete' || outcome === 'refused'
  // Keep the former content if less arrived this time.
  const last = (!isFinal && isBehind(run) && run.former) || run.message
  const metrics = run.meter.getMetrics(last.usage)
  // An ending that failed always has an error.
  const message = {
    ...last,
    outcome,
    error: error && toMessageError(error),
    metrics,
    run: mayHaveRest(outcome, error) ? last.run : undefined,
  } as ChatAnswer
  run.message = message
  const isEmpty = outcome !== 'complete' && !message.parts.length && !message.refusal
  replaceMessage(chat.messages, message, isEmpty ? run.replaced : undefined)
  changeStatus(chat, outcome, { error, metrics })
  if (error) callHook(chat.options.onError, error, message)
  callHook(chat.options.onFinish, message)
  // A hook or listener may have regenerated or resumed this answer: `chat.run` is that run then.
  // Not before the hooks: a question that they send must wait for its turn.
  const isCurrent = chat.run === run
  if (isCurrent) chat.run = undefined
  run.resolve((isCurrent && chat.tools?.onEnd(message, run.former, run.call)) || message)
}

/**
 * Stops the running tools and the streaming answer: first at its server, if the server supports that, then here.
 * Doesn't send the next question.
 */
export function stopAnswer(chat: LiveChat): void {
  chat.tools?.stop()
  const run = streamingRun(chat)
  if (!run) return
  callHook(run.stopAtServer)
  finish(chat, run, { outcome: 'stopped' })
}

/** Detaches from the streaming answer: its message stays as it is, without an outcome. */
export function abandonAnswer(chat: LiveChat): void {
  chat.tools?.stop()
  const { run } = chat
  if (!run) return
  publishMessage(chat, run)
  // A listener may have ended the answer.
  if (chat.run !== run) return
  chat.run = undefined
  run.controller.abort()
  run.cancelUpdate?.()
  run.resolve(run.message)
  changeStatus(chat, 'cleared')
}
