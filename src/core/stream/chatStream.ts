import { applyEvent } from './answer.ts'
import { runWithRetry } from './runWithRetry.ts'
import { checkOptions } from './checkOptions.ts'
import { createId } from '../createId.ts'
import { endingOf, type Ending } from './ending.ts'
import {
  asChatStreamError,
  ChatStreamError,
  toMessageError,
  type ChatMessageError,
} from '../errors.ts'
import { createMeter, type Meter } from './meter.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import { checkCalls, createMessage, toQuestion, withQuestion, type Question } from './question.ts'
import { emptied, isOver, isRestToBeHad, isUnseen, keyToUseAgain } from './runReference.ts'
import { nextStatus, type ChatStatus, type StatusEvent } from './status.ts'
import { createConnectionGate } from './connectionGate.ts'
import { textLength, textOf } from '../text.ts'
import type { AnswerMetrics, ChatInput, ChatMessage, StreamEvent } from '../types.ts'

/** Where a conversation's messages are kept: a list that others may read, replace and share. */
export interface MessageList {
  get(): readonly ChatMessage[]
  set(messages: readonly ChatMessage[]): void
}

/** Runs `update` now or later; returns what takes it back. */
export type UpdateSchedule = (update: () => void) => () => void

export interface ChatStreamHost {
  /** @default a list of its own, empty */
  messages?: MessageList
  /** When the growing message is published. @default at once, for every event */
  schedule?: UpdateSchedule
}

export interface ChatStreamState {
  readonly messages: readonly ChatMessage[]
  readonly status: ChatStatus
  /** Why the last answer `failed` or was `truncated`, or why it is being asked for again. */
  readonly error: ChatStreamError | undefined
  /** What was measured of the last answer. */
  readonly metrics: AnswerMetrics | undefined
  /** Questions that wait for their turn; they are not among the messages yet. */
  readonly queue: readonly ChatMessage[]
}

export interface ChatStream {
  getState(): ChatStreamState
  /** Calls `listener` after every change. Returns what ends that. */
  subscribe(listener: () => void): () => void
  /**
   * Asks a question. Resolves to the answer, however it ended. Hooks may call it: it knows every tool call that
   * an event reported, also if the messages do not show it yet.
   * @throws {ChatStreamError} `argument`, as a rejection, for an empty question, for the result of a tool call
   *   that no answer in the messages made, or after `dispose`. A question that waited rejects the same way if
   *   the answer with its tool call is gone when its turn comes
   */
  send(input: string | ChatInput): Promise<ChatMessage>
  /** Stops the answer that is under way: first at its server, where it can be, then here. Its text stays. */
  stop(): void
  /**
   * Goes on with the last answer, where it is not whole and its server keeps it (`message.run` tells):
   * after a reload, or when the connection was given up. Nothing is asked again. The text that is here
   * stays until as much of it came once more. Where the answer is under way, a pause before the next
   * connection is cut short.
   * @throws {ChatStreamError} `argument` where there is nothing to go on with, or after `dispose`
   */
  resume(): Promise<ChatMessage>
  /**
   * No connection is wanted for now, as before a page is put away: the one that is open is closed, where
   * its run can be resumed. `wake` ends that.
   */
  hold(): void
  /**
   * Connects at once where a pause or `hold` delays it, and looks whether an open connection is dead.
   * @param silentSince a time of day in milliseconds, as `Date.now()`, at which the network went away: a
   *   connection that brought nothing since then is replaced, where its run can be resumed
   */
  wake(silentSince?: number): void
  /**
   * Lets go of the answer under way without ending it, as somebody else goes on with it: another tab that
   * shares the messages. It stays without an outcome, its run goes on, and its `send` resolves to it as it
   * is. Questions that wait are forgotten.
   */
  abandon(): void
  /**
   * Asks the last question again, in place of its answer; an answer under way is stopped first. Where
   * the new request fails before anything came, the former answer stands. Where nothing came of the answer
   * and its run is known, this is `resume`.
   * @throws {ChatStreamError} `argument`, as a rejection, where there is no question, or after `dispose`
   */
  regenerate(): Promise<ChatMessage>
  /** Stops, and forgets the messages and the questions that wait. */
  clear(): void
  /** Stops, and does nothing more: every timer, listener and connection is ended. */
  dispose(): void
}

interface Run {
  message: ChatMessage
  /** The event that `onEvent` is being called for: it is not in the message yet. */
  event?: StreamEvent | undefined
  readonly meter: Meter
  readonly controller: AbortController
  /** The messages that it replaces, and that replace it where nothing comes of it. */
  readonly replaced: readonly ChatMessage[] | undefined
  /** What was here of this answer before it began anew; it is shown until there is more. */
  former?: ChatMessage | undefined
  readonly answer: Promise<ChatMessage>
  readonly resolve: (message: ChatMessage) => void
  stopAtServer?: () => void
}

interface Waiting extends Question {
  readonly resolve: (message: ChatMessage | Promise<ChatMessage>) => void
}

/**
 * One conversation's stream, behind the two doors `createChatStream` and `createPinnedChatStream`.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which it names
 */
export function createStream(
  options: PinnedChatStreamOptions,
  { messages = createMessageList(), schedule = atOnce }: ChatStreamHost = {},
): ChatStream {
  checkOptions(options)
  const listeners = new Set<() => void>()
  let state: Omit<ChatStreamState, 'messages'> = {
    status: 'ready',
    error: undefined,
    metrics: undefined,
    queue: [],
  }
  let waiting: readonly Waiting[] = []
  let current: Run | undefined
  let cancelUpdate: (() => void) | undefined
  let isUpdateDue = false
  let isDisposed = false
  const standby = createConnectionGate()

  function change(changes: Partial<typeof state>): void {
    state = { ...state, ...changes }
    for (const listener of listeners) callHook(listener)
  }

  function changeStatus(event: StatusEvent, changes?: Partial<typeof state>): void {
    change({ error: undefined, ...changes, status: nextStatus(state.status, event) })
  }

  /** Tells nobody yet: whoever calls it changes more. */
  function setWaiting(questions: readonly Waiting[]): void {
    waiting = questions
    state = { ...state, queue: waiting.flatMap(({ message = [] }) => message) }
  }

  function showGrowth({ meter, message, former }: Run): void {
    isUpdateDue = false
    if (!former || textLength(message) >= textLength(former)) replaceMessage(messages, message)
    change({ metrics: meter.read(message.usage) })
  }

  function onEvent(run: Run, event: StreamEvent): void {
    if (current === run) {
      run.event = event
      callHook(options.onEvent, event, run.message)
      run.event = undefined
    }
    // The hook may have stopped it.
    if (current !== run) return
    const grown = applyEvent(run.message, event)
    if (grown === run.message) return
    run.message = grown
    if (isUpdateDue) return
    isUpdateDue = true
    cancelUpdate = schedule(() => showGrowth(run))
  }

  function ask(
    history: readonly ChatMessage[],
    replaced?: readonly ChatMessage[],
  ): Promise<ChatMessage> {
    const key = keyToUseAgain(replaced) ?? createId()
    const message = { ...createMessage('assistant', []), run: { key } }
    messages.set([...history, message])
    return read(history, { message, replaced })
  }

  /** Reads an answer, which stands in the list already: a new one, or the rest of one whose run is known. */
  function read(
    history: readonly ChatMessage[],
    begun: Pick<Run, 'message' | 'replaced' | 'former'>,
  ): Promise<ChatMessage> {
    const run: Run = {
      ...begun,
      ...createPromise(),
      meter: createMeter(),
      controller: new AbortController(),
    }
    const { key = createId(), sessionId } = run.message.run ?? {}
    const whileCurrent = (event: StatusEvent, error?: ChatStreamError) => {
      if (current === run) changeStatus(event, { error })
    }
    current = run
    changeStatus('asked', { metrics: undefined })
    // A listener may have stopped it before anything was sent.
    if (current !== run) return run.answer
    const question = history.at(-1)
    const words = question?.role === 'user' ? textOf(question) : ''
    const request = { id: key, message: words, messages: history }
    const { meter, controller } = run
    const asking = { request, options, meter, standby, signal: controller.signal }
    runWithRetry(asking, sessionId, {
      onBegin: () => whileCurrent('began'),
      onEvent: (event) => onEvent(run, event),
      onRetry: (error) => whileCurrent('attempt-failed', error),
      onStoppable: (stop) => (run.stopAtServer = stop),
      onResumable(id) {
        if (current !== run || run.message.run?.sessionId === id) return
        run.message = { ...run.message, run: { key, sessionId: id } }
        replaceMessage(messages, run.message)
      },
      onReplay() {
        run.former = run.message
        run.message = emptied(run.message)
      },
    })
      .catch((cause: unknown) => ({ began: true, thrown: asChatStreamError(cause) }))
      .then((evidence) => finish(run, endingOf(run.message, evidence)))
    return run.answer
  }

  /** Closes its connection, and tells of nothing more that came by it. */
  function leave(run: Run): void {
    if (isUpdateDue) cancelUpdate?.()
    isUpdateDue = false
    run.controller.abort()
  }

  function finish(run: Run, { outcome, error }: Ending, then = askNext): void {
    if (current !== run || run.message.outcome) return
    leave(run)
    const isWhole = outcome === 'complete' || outcome === 'refused'
    const { former } = run
    // What was here before stays, if less came this time.
    const { parts } =
      former && !isWhole && textLength(former) > textLength(run.message) ? former : run.message
    const metrics = run.meter.read(run.message.usage)
    const message: ChatMessage = {
      ...run.message,
      parts,
      outcome,
      error: error && toMessageError(error),
      metrics,
      run: isRestToBeHad(outcome, error) ? run.message.run : undefined,
    }
    run.message = message
    const nothingCame = outcome !== 'complete' && !message.parts.length && !message.refusal
    replaceMessage(messages, message, nothingCame ? run.replaced : undefined)
    changeStatus(outcome, { error, metrics })
    if (error) callHook(options.onError, error, message)
    callHook(options.onFinish, message)
    run.resolve(message)
    // A hook or listener may have regenerated or resumed this answer: `current` is that run then.
    if (current !== run) return
    // Not before the hooks: what these ask waits for its turn.
    current = undefined
    then()
  }

  function askNext(): void {
    const [next, ...rest] = waiting
    if (current || !next) return
    setWaiting(rest)
    next.resolve(askWaiting(next))
    if (current) return
    change({})
    askNext()
  }

  async function askWaiting(question: Waiting): Promise<ChatMessage> {
    const list = messages.get()
    // The answer with the call may have been replaced while the question waited.
    checkCalls(question.toolResults, list)
    return ask(withQuestion(list, question))
  }

  function isAnswering(): boolean {
    return current !== undefined && !current.message.outcome
  }

  function stop(then?: () => void): void {
    if (!current || !isAnswering()) return
    callHook(current.stopAtServer)
    finish(current, { outcome: 'stopped' }, then)
  }

  /** The messages as the events reported them, also if that is not published yet. */
  function reportedMessages(): readonly ChatMessage[] {
    const list = messages.get()
    if (!current || !list.some(({ id }) => id === current?.message.id)) return list
    const { message, event } = current
    return [...list, event ? applyEvent(message, event) : message]
  }

  function forgetQueue(): void {
    const dropped = waiting
    setWaiting([])
    for (const { resolve } of dropped) resolve(unasked('stopped'))
  }

  function stopAll(): void {
    forgetQueue()
    stop()
  }

  function abandon(): void {
    forgetQueue()
    const run = current
    if (!run) return
    if (isUpdateDue) showGrowth(run)
    // A listener may have ended it.
    if (current !== run) return
    current = undefined
    leave(run)
    run.resolve(run.message)
    changeStatus('cleared', { metrics: undefined })
  }

  function refuseIfDisposed(): void {
    if (isDisposed) throw new ChatStreamError('argument', 'The chat is disposed of.')
  }

  async function resume(): Promise<ChatMessage> {
    refuseIfDisposed()
    if (current && isAnswering()) {
      const { answer } = current
      standby.wake()
      return answer
    }
    const list = messages.get()
    const last = list.at(-1)
    if (!last?.run?.sessionId || list.length === 1 || isOver(last.outcome)) {
      throw new ChatStreamError('argument', 'There is no answer that could go on.')
    }
    const message = emptied(last)
    replaceMessage(messages, message, [{ ...last, outcome: undefined, error: undefined }])
    return read(list.slice(0, -1), { message, replaced: undefined, former: last })
  }

  return {
    getState: () => ({ ...state, messages: messages.get() }),

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async send(input) {
      refuseIfDisposed()
      const question = toQuestion(input)
      checkCalls(question.toolResults, reportedMessages())
      if (isAnswering() && options.whenBusy === 'refuse') {
        return unasked('failed', { kind: 'busy', message: 'An answer is streaming.' })
      }
      if (!current) return ask(withQuestion(messages.get(), question))
      return new Promise((resolve) => {
        setWaiting([...waiting, { ...question, resolve }])
        change({})
      })
    },

    stop: () => stop(),

    hold: standby.hold,
    wake: standby.wake,

    resume,

    abandon,

    async regenerate() {
      refuseIfDisposed()
      // No question that waits may slip in before the answer that replaces this one.
      stop(() => undefined)
      // A hook that was called for the end regenerated or resumed it already.
      if (current && isAnswering()) return current.answer
      const former = messages.get()
      const end = former.findLastIndex(({ role }) => role === 'user') + 1
      if (end === 0) {
        askNext()
        throw new ChatStreamError('argument', 'There is no question yet.')
      }
      const replaced = end < former.length ? former.slice(end) : undefined
      // Its run is known and nothing of it was seen: that is the answer that is wanted.
      if (replaced?.every(isUnseen)) return resume()
      return ask(former.slice(0, end), replaced)
    },

    clear() {
      forgetQueue()
      stop(() => undefined)
      // Hooks may have asked again, about messages that are gone now.
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

function createPromise(): Pick<Run, 'answer' | 'resolve'> {
  let resolve: Run['resolve'] = () => undefined
  const answer = new Promise<ChatMessage>((settle) => (resolve = settle))
  return { answer, resolve }
}

/** The schedule that does not wait. */
export const atOnce: UpdateSchedule = (update) => {
  update()
  return () => undefined
}

/** Whoever shares the list may have taken the message out of it meanwhile: then it stays out. */
function replaceMessage(
  messages: MessageList,
  message: ChatMessage,
  replacement: readonly ChatMessage[] = [message],
): void {
  const list = messages.get()
  const index = list.findLastIndex(({ id }) => id === message.id)
  if (index !== -1) messages.set(list.toSpliced(index, 1, ...replacement))
}

/** An answer to a question that was never asked. It stands in no list. */
function unasked(outcome: 'stopped' | 'failed', error?: ChatMessageError): ChatMessage {
  return { ...createMessage('assistant', []), outcome, error }
}

/** A hook that throws is its owner's bug: it surfaces as such, and no answer is lost over it. */
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
