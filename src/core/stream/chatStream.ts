import { applyEvent } from './answer.ts'
import { runWithRetry } from './runWithRetry.ts'
import { checkOptions } from './checkOptions.ts'
import { createId } from '../createId.ts'
import { endingOf, type Ending } from './ending.ts'
import {
  toChatStreamError,
  ChatStreamError,
  toMessageError,
  type ChatMessageError,
} from '../errors.ts'
import { createMeter, type Meter } from './meter.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import {
  checkToolResults,
  createMessage,
  toQuestion,
  withQuestion,
  type Question,
} from './question.ts'
import {
  withoutContent,
  isFinalOutcome,
  mayHaveRest,
  isEmptyAndResumable,
  reusableKey,
} from './runReference.ts'
import { nextStatus, type ChatStatus, type StatusEvent } from './status.ts'
import { createConnectionGate } from './connectionGate.ts'
import { textLength, textOf } from '../text.ts'
import type { AnswerMetrics, ChatInput, ChatMessage, StreamEvent } from '../types.ts'

/** Storage for a chat's messages: a list that other code may read, replace and share. */
export interface MessageList {
  get(): readonly ChatMessage[]
  set(messages: readonly ChatMessage[]): void
}

/** Runs `update` now or later. Returns a function that cancels it. */
export type UpdateSchedule = (update: () => void) => () => void

export interface ChatStreamHost {
  /** @default an empty list of its own */
  messages?: MessageList
  /** When to publish the streaming message. @default immediately, for every event */
  schedule?: UpdateSchedule
}

export interface ChatStreamState {
  readonly messages: readonly ChatMessage[]
  readonly status: ChatStatus
  /** Why the last answer `failed` or was `truncated`, or why it is being retried. */
  readonly error: ChatStreamError | undefined
  /** Metrics of the last answer. */
  readonly metrics: AnswerMetrics | undefined
  /** Questions that wait for their turn; they are not in `messages` yet. */
  readonly queue: readonly ChatMessage[]
}

export interface ChatStream {
  getState(): ChatStreamState
  /** Calls `listener` after every change. Returns a function that removes the listener. */
  subscribe(listener: () => void): () => void
  /**
   * Sends a question. Resolves to the answer, no matter how it ended. Hooks may call it: it accepts the
   * result of every tool call that an event reported, even if the messages do not show the call yet.
   * @throws {ChatStreamError} `argument`, as a rejection, for an empty question, for the result of a tool
   *   call that is in no answer of the messages, or after `dispose`. A question that waited rejects the
   *   same way if the answer with its tool call is gone when the question is sent
   */
  send(input: string | ChatInput): Promise<ChatMessage>
  /**
   * Stops the streaming answer: first at its server, if the server supports that, then here. Its text is
   * kept.
   */
  stop(): void
  /**
   * Resumes the last answer if it is incomplete and its server still has it (see `message.run`): after a
   * reload, or after the retries were used up. Doesn't send the question again. The text received so far
   * stays visible until the new connection has delivered as much. While an answer streams, it only ends the
   * wait before the next connection.
   * @throws {ChatStreamError} `argument` if there is no answer to resume, or after `dispose`
   */
  resume(): Promise<ChatMessage>
  /**
   * Pauses connecting, for example before the page is frozen: closes the open connection if its run can be
   * resumed. Call `wake` to continue.
   */
  hold(): void
  /**
   * Connects immediately if a retry delay or `hold` postpones that, and checks whether an open connection
   * is dead.
   * @param silentSince the time at which the network went away, in milliseconds as `Date.now()`: a
   *   connection that received nothing since then is replaced if its run can be resumed
   */
  wake(silentSince?: number): void
  /**
   * Detaches from the streaming answer without ending it, because another tab that shares the messages
   * continues it. The message stays without an outcome, its run continues at the server, and its `send`
   * resolves to the message as it is. Waiting questions are discarded.
   */
  abandon(): void
  /**
   * Sends the last question again and replaces its answer; a streaming answer is stopped first. If the new
   * request fails before anything arrives, the former answer is restored. If nothing of the former answer
   * arrived but its run is known, this calls `resume`.
   * @throws {ChatStreamError} `argument`, as a rejection, if there is no question, or after `dispose`
   */
  regenerate(): Promise<ChatMessage>
  /** Stops the answer and discards the messages and the waiting questions. */
  clear(): void
  /** Stops the answer and ends every timer, listener and connection. The chat cannot be used afterwards. */
  dispose(): void
}

interface Run {
  message: ChatMessage
  /** The event that `onEvent` is being called for: it is not in the message yet. */
  event?: StreamEvent | undefined
  readonly meter: Meter
  readonly controller: AbortController
  /** The messages that this answer replaces. They are restored if nothing of it arrives. */
  readonly replaced: readonly ChatMessage[] | undefined
  /**
   * The former state of an answer that is read again from its start; shown until the new text is at least
   * as long.
   */
  former?: ChatMessage | undefined
  readonly answer: Promise<ChatMessage>
  readonly resolve: (message: ChatMessage) => void
  stopAtServer?: () => void
}

interface QueuedQuestion extends Question {
  readonly resolve: (message: ChatMessage | Promise<ChatMessage>) => void
}

/**
 * Creates the stream of one chat, for `createChatStream` and `createPinnedChatStream`.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 */
export function createStream(
  options: PinnedChatStreamOptions,
  { messages = createMessageList(), schedule = updateImmediately }: ChatStreamHost = {},
): ChatStream {
  checkOptions(options)
  const listeners = new Set<() => void>()
  let state: Omit<ChatStreamState, 'messages'> = {
    status: 'ready',
    error: undefined,
    metrics: undefined,
    queue: [],
  }
  let queuedQuestions: readonly QueuedQuestion[] = []
  let current: Run | undefined
  let cancelUpdate: (() => void) | undefined
  let isUpdateDue = false
  let isDisposed = false
  const gate = createConnectionGate()

  function change(changes: Partial<typeof state>): void {
    state = { ...state, ...changes }
    for (const listener of listeners) callHook(listener)
  }

  function changeStatus(event: StatusEvent, changes?: Partial<typeof state>): void {
    change({ error: undefined, ...changes, status: nextStatus(state.status, event) })
  }

  /** Doesn't call the listeners: the caller changes more and calls them afterwards. */
  function setQueue(questions: readonly QueuedQuestion[]): void {
    queuedQuestions = questions
    state = { ...state, queue: queuedQuestions.flatMap(({ message = [] }) => message) }
  }

  function publishMessage({ meter, message, former }: Run): void {
    isUpdateDue = false
    if (!former || textLength(message) >= textLength(former)) replaceMessage(messages, message)
    change({ metrics: meter.getMetrics(message.usage) })
  }

  function onEvent(run: Run, event: StreamEvent): void {
    if (current === run) {
      run.event = event
      callHook(options.onEvent, event, run.message)
      run.event = undefined
    }
    // The hook may have stopped the answer.
    if (current !== run) return
    const updated = applyEvent(run.message, event)
    if (updated === run.message) return
    run.message = updated
    if (isUpdateDue) return
    isUpdateDue = true
    cancelUpdate = schedule(() => publishMessage(run))
  }

  function startAnswer(
    history: readonly ChatMessage[],
    replaced?: readonly ChatMessage[],
  ): Promise<ChatMessage> {
    const key = reusableKey(replaced) ?? createId()
    const message = { ...createMessage('assistant', []), run: { key } }
    messages.set([...history, message])
    return readAnswer(history, { message, replaced })
  }

  /** Reads an answer whose message is in the list already: a new one, or the rest of one whose run is known. */
  function readAnswer(
    history: readonly ChatMessage[],
    runStart: Pick<Run, 'message' | 'replaced' | 'former'>,
  ): Promise<ChatMessage> {
    const run: Run = {
      ...runStart,
      ...createAnswerPromise(),
      meter: createMeter(),
      controller: new AbortController(),
    }
    const { key = createId(), sessionId } = run.message.run ?? {}
    const changeStatusIfCurrent = (event: StatusEvent, error?: ChatStreamError) => {
      if (current === run) changeStatus(event, { error })
    }
    current = run
    changeStatus('sent', { metrics: undefined })
    // A listener may have stopped the answer before anything was sent.
    if (current !== run) return run.answer
    const question = history.at(-1)
    const questionText = question?.role === 'user' ? textOf(question) : ''
    const request = { id: key, message: questionText, messages: history }
    const { meter, controller } = run
    const attemptInput = { request, options, meter, gate, signal: controller.signal }
    void runWithRetry(attemptInput, sessionId, {
      onBegin: () => changeStatusIfCurrent('began'),
      onEvent: (event) => onEvent(run, event),
      onRetry: (error) => changeStatusIfCurrent('attempt-failed', error),
      onStoppable: (stop) => (run.stopAtServer = stop),
      onResumable(id) {
        if (current !== run || run.message.run?.sessionId === id) return
        run.message = { ...run.message, run: { key, sessionId: id } }
        replaceMessage(messages, run.message)
      },
      onReplay() {
        run.former = run.message
        run.message = withoutContent(run.message)
      },
    })
      .catch((cause: unknown) => ({ hasBegun: true, error: toChatStreamError(cause) }))
      .then((facts) => finish(run, endingOf(run.message, facts)))
    return run.answer
  }

  /** Closes the connection of a run and ignores everything that it still delivers. */
  function disconnect(run: Run): void {
    if (isUpdateDue) cancelUpdate?.()
    isUpdateDue = false
    run.controller.abort()
  }

  function finish(run: Run, { outcome, error }: Ending, then = sendNext): void {
    if (current !== run || run.message.outcome) return
    disconnect(run)
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
    replaceMessage(messages, message, isEmpty ? run.replaced : undefined)
    changeStatus(outcome, { error, metrics })
    if (error) callHook(options.onError, error, message)
    callHook(options.onFinish, message)
    run.resolve(message)
    // A hook or listener may have regenerated or resumed this answer: `current` is that run then.
    if (current !== run) return
    // Not before the hooks: a question that they send must wait for its turn.
    current = undefined
    then()
  }

  function sendNext(): void {
    const [next, ...rest] = queuedQuestions
    if (current || !next) return
    setQueue(rest)
    next.resolve(sendQueued(next))
    if (current) return
    change({})
    sendNext()
  }

  async function sendQueued(question: QueuedQuestion): Promise<ChatMessage> {
    const list = messages.get()
    // The answer with the tool call may have been replaced while the question waited.
    checkToolResults(question.toolResults, list)
    return startAnswer(withQuestion(list, question))
  }

  function isAnswering(): boolean {
    return current !== undefined && !current.message.outcome
  }

  function stop(then?: () => void): void {
    if (!current || !isAnswering()) return
    callHook(current.stopAtServer)
    finish(current, { outcome: 'stopped' }, then)
  }

  /** Returns the messages with every reported event applied, even if that is not published yet. */
  function reportedMessages(): readonly ChatMessage[] {
    const list = messages.get()
    if (!current || !list.some(({ id }) => id === current?.message.id)) return list
    const { message, event } = current
    return [...list, event ? applyEvent(message, event) : message]
  }

  function discardQueue(): void {
    const discarded = queuedQuestions
    setQueue([])
    for (const { resolve } of discarded) resolve(createUnsentAnswer('stopped'))
  }

  function stopAll(): void {
    discardQueue()
    stop()
  }

  function abandon(): void {
    discardQueue()
    const run = current
    if (!run) return
    if (isUpdateDue) publishMessage(run)
    // A listener may have ended the answer.
    if (current !== run) return
    current = undefined
    disconnect(run)
    run.resolve(run.message)
    changeStatus('cleared', { metrics: undefined })
  }

  function assertNotDisposed(): void {
    if (isDisposed)
      throw new ChatStreamError('argument', 'The chat was disposed. Create a new one.')
  }

  async function resume(): Promise<ChatMessage> {
    assertNotDisposed()
    if (current && isAnswering()) {
      const { answer } = current
      gate.wake()
      return answer
    }
    const list = messages.get()
    const last = list.at(-1)
    if (!last?.run?.sessionId || list.length === 1 || isFinalOutcome(last.outcome)) {
      throw new ChatStreamError('argument', 'There is no incomplete answer to resume.')
    }
    const message = withoutContent(last)
    replaceMessage(messages, message, [{ ...last, outcome: undefined, error: undefined }])
    return readAnswer(list.slice(0, -1), { message, replaced: undefined, former: last })
  }

  return {
    getState: () => ({ ...state, messages: messages.get() }),

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async send(input) {
      assertNotDisposed()
      const question = toQuestion(input)
      checkToolResults(question.toolResults, reportedMessages())
      if (isAnswering() && options.whenBusy === 'refuse') {
        return createUnsentAnswer('failed', {
          kind: 'busy',
          message: 'An answer is still streaming. Wait for its end, or set `whenBusy` to `queue`.',
        })
      }
      if (!current) return startAnswer(withQuestion(messages.get(), question))
      return new Promise((resolve) => {
        setQueue([...queuedQuestions, { ...question, resolve }])
        change({})
      })
    },

    stop: () => stop(),

    hold: gate.hold,
    wake: gate.wake,

    resume,

    abandon,

    async regenerate() {
      assertNotDisposed()
      // Don't send a waiting question before the answer that replaces this one.
      stop(() => undefined)
      // A hook that was called for the end has already regenerated or resumed the answer.
      if (current && isAnswering()) return current.answer
      const formerMessages = messages.get()
      const end = formerMessages.findLastIndex(({ role }) => role === 'user') + 1
      if (end === 0) {
        sendNext()
        throw new ChatStreamError(
          'argument',
          'There is no question to regenerate an answer for. Call `send` first.',
        )
      }
      const replaced = end < formerMessages.length ? formerMessages.slice(end) : undefined
      // The run of the former answer is known, and nothing of it was shown: resume it instead of starting
      // another run.
      if (replaced?.every(isEmptyAndResumable)) return resume()
      return startAnswer(formerMessages.slice(0, end), replaced)
    },

    clear() {
      discardQueue()
      stop(() => undefined)
      // Hooks may have sent a question that refers to the deleted messages.
      abandon()
      messages.set([])
      changeStatus('cleared', { metrics: undefined })
    },

    dispose() {
      isDisposed = true
      stopAll()
      listeners.clear()
    },
  }
}

function createMessageList(): MessageList {
  let list: readonly ChatMessage[] = []
  return { get: () => list, set: (messages) => (list = messages) }
}

function createAnswerPromise(): Pick<Run, 'answer' | 'resolve'> {
  let resolve: Run['resolve'] = () => undefined
  const answer = new Promise<ChatMessage>((settle) => (resolve = settle))
  return { answer, resolve }
}

/** Publishes every update immediately. */
export const updateImmediately: UpdateSchedule = (update) => {
  update()
  return () => undefined
}

/** Does nothing if the message is not in the list: other code that shares the list may have removed it. */
function replaceMessage(
  messages: MessageList,
  message: ChatMessage,
  replacement: readonly ChatMessage[] = [message],
): void {
  const list = messages.get()
  const index = list.findLastIndex(({ id }) => id === message.id)
  if (index !== -1) messages.set(list.toSpliced(index, 1, ...replacement))
}

/** Returns an answer to a question that was never sent. It is in no list. */
function createUnsentAnswer(outcome: 'stopped' | 'failed', error?: ChatMessageError): ChatMessage {
  return { ...createMessage('assistant', []), outcome, error }
}

/** A hook that throws is a bug of the application: report the error as uncaught, but don't lose the answer. */
function callHook<Arguments extends unknown[]>(
  hook: ((...args: Arguments) => void) | undefined,
  ...args: Arguments
): void {
  try {
    hook?.(...args)
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown
    })
  }
}
