import { applyEvent } from './answer.ts'
import { askQuestion } from './askQuestion.ts'
import { createId } from './createId.ts'
import { endingOf, type Ending } from './ending.ts'
import { ChatStreamError } from './errors.ts'
import { createMeter, type Meter } from './meter.ts'
import type { ChatStreamOptions } from './options.ts'
import { toQuestion } from './question.ts'
import { resolveOptions } from './resolveOptions.ts'
import { nextStatus, type ChatStatus, type StatusEvent } from './status.ts'
import { textOf } from './text.ts'
import type { AnswerMetrics, ChatInput, ChatMessage, StreamEvent } from './types.ts'

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
   * Asks a question. Resolves to the answer, however it ended.
   * @throws {ChatStreamError} `argument`, as a rejection, for an empty question, or after `dispose`
   */
  send(input: string | ChatInput): Promise<ChatMessage>
  /** Stops the answer that is under way: first at its server, where it can be, then here. Its text stays. */
  stop(): void
  /**
   * Asks the last question again, in place of its answer; an answer under way is stopped first. Where
   * the new request fails before anything came, the former answer stands.
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
  readonly meter: Meter
  readonly controller: AbortController
  /** The messages to go back to, where the answer replaces another one and nothing comes of it. */
  readonly replaced: readonly ChatMessage[] | undefined
  readonly resolve: (message: ChatMessage) => void
  stopAtServer?: () => void
}

interface Waiting {
  readonly question: ChatMessage
  readonly resolve: (message: ChatMessage) => void
}

/**
 * One conversation's stream, free of any framework: the state behind `useChatStream`.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which it names
 * @example
 * const chat = createChatStream({ url: 'http://localhost:8866/ai/chat/stream' })
 * chat.subscribe(() => console.log(chat.getState().messages.map(textOf)))
 * const answer = await chat.send('Tell me a story')
 * console.log(answer.outcome)
 */
export function createChatStream(
  options: ChatStreamOptions,
  { messages = createMessageList(), schedule = atOnce }: ChatStreamHost = {},
): ChatStream {
  const settings = resolveOptions(options)
  const listeners = new Set<() => void>()
  let status: ChatStatus = 'ready'
  let error: ChatStreamError | undefined
  let metrics: AnswerMetrics | undefined
  let waiting: readonly Waiting[] = []
  let current: Run | undefined
  let cancelUpdate: (() => void) | undefined
  let isDisposed = false

  function publish(): void {
    for (const listener of listeners) listener()
  }

  function change(event: StatusEvent, reason?: ChatStreamError): void {
    status = nextStatus(status, event)
    error = reason
    publish()
  }

  function showGrowth(run: Run): void {
    cancelUpdate = undefined
    metrics = run.meter.read(run.message.usage)
    replaceMessage(messages, run.message)
    publish()
  }

  function onEvent(run: Run, event: StreamEvent): void {
    if (current !== run) return
    callHook(() => options.onEvent?.(event, run.message))
    const grown = applyEvent(run.message, event)
    if (grown === run.message) return
    run.message = grown
    cancelUpdate ??= later(() => showGrowth(run))
  }

  /** A schedule that runs at once must not leave a cancel function behind. */
  function later(update: () => void): (() => void) | undefined {
    let isDone = false
    const cancel = schedule(() => {
      isDone = true
      update()
    })
    return isDone ? undefined : cancel
  }

  function ask(
    question: ChatMessage,
    history: readonly ChatMessage[],
    resolve: (message: ChatMessage) => void,
    replaced?: readonly ChatMessage[],
  ): void {
    const run: Run = {
      message: { id: createId(), role: 'assistant', parts: [], createdAt: Date.now() },
      meter: createMeter(),
      controller: new AbortController(),
      replaced,
      resolve,
    }
    current = run
    metrics = undefined
    messages.set([...history, run.message])
    change({ type: 'question-asked' })
    const request = { id: createId(), message: textOf(question), messages: history }
    askQuestion(request, settings, run.meter, run.controller.signal, {
      onBegin: () => current === run && change({ type: 'answer-began' }),
      onEvent: (event) => onEvent(run, event),
      onRetry: (reason) => current === run && change({ type: 'attempt-failed' }, reason),
      onStoppable: (stop) => (run.stopAtServer = stop),
    }).then(
      (evidence) => finish(run, endingOf(run.message, evidence)),
      (cause: unknown) => finish(run, unexpected(cause)),
    )
  }

  function finish(run: Run, { outcome, error: reason }: Ending): void {
    if (current !== run) return
    current = undefined
    cancelUpdate?.()
    cancelUpdate = undefined
    metrics = run.meter.read(run.message.usage)
    const message: ChatMessage = {
      ...run.message,
      outcome,
      ...(reason ? { error: reason } : {}),
      metrics,
    }
    const nothingCame = outcome !== 'complete' && message.parts.length === 0
    if (nothingCame && run.replaced) messages.set(run.replaced)
    else replaceMessage(messages, message)
    change({ type: 'answer-ended', outcome }, reason)
    if (reason) callHook(() => options.onError?.(reason, message))
    callHook(() => options.onFinish?.(message))
    run.resolve(message)
    askNext()
  }

  function askNext(): void {
    const [next, ...rest] = waiting
    if (current || !next) return
    waiting = rest
    ask(next.question, [...messages.get(), next.question], next.resolve)
  }

  function endRun(): void {
    if (!current) return
    const run = current
    run.stopAtServer?.()
    finish(run, { outcome: 'stopped' })
    run.controller.abort()
  }

  function dropWaiting(): void {
    const dropped = waiting
    waiting = []
    for (const { resolve } of dropped) resolve(unasked('stopped'))
  }

  return {
    getState: () => ({
      messages: messages.get(),
      status,
      error,
      metrics,
      queue: waiting.map(({ question }) => question),
    }),

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async send(input) {
      if (isDisposed) throw disposedError()
      const question = toQuestion(input)
      if (current && settings.whenBusy === 'refuse') return unasked('failed', busyError())
      return new Promise((resolve) => {
        waiting = [...waiting, { question, resolve }]
        askNext()
        publish()
      })
    },

    stop: endRun,

    async regenerate() {
      if (isDisposed) throw disposedError()
      // Nothing may slip in between the answer that is stopped and the one that replaces it.
      const held = waiting
      waiting = []
      endRun()
      waiting = held
      const former = messages.get()
      const index = former.findLastIndex(({ role }) => role === 'user')
      const question = former[index]
      if (!question) {
        throw new ChatStreamError(
          'argument',
          'There is no question to answer again: `send` one first.',
        )
      }
      const replaced = index < former.length - 1 ? former : undefined
      return new Promise((resolve) => ask(question, former.slice(0, index + 1), resolve, replaced))
    },

    clear() {
      dropWaiting()
      endRun()
      metrics = undefined
      messages.set([])
      change({ type: 'conversation-cleared' })
    },

    dispose() {
      isDisposed = true
      dropWaiting()
      endRun()
      listeners.clear()
    },
  }
}

function createMessageList(): MessageList {
  let list: readonly ChatMessage[] = []
  return { get: () => list, set: (messages) => (list = messages) }
}

const atOnce: UpdateSchedule = (update) => {
  update()
  return () => undefined
}

/** Whoever shares the list may have taken the message out of it meanwhile: then it stays out. */
function replaceMessage(messages: MessageList, message: ChatMessage): void {
  const list = messages.get()
  const index = list.findLastIndex(({ id }) => id === message.id)
  if (index !== -1) messages.set(list.with(index, message))
}

/** An answer to a question that was never asked. It stands in no list. */
function unasked(outcome: 'stopped' | 'failed', error?: ChatStreamError): ChatMessage {
  return {
    id: createId(),
    role: 'assistant',
    parts: [],
    createdAt: Date.now(),
    outcome,
    ...(error ? { error } : {}),
  }
}

function busyError(): ChatStreamError {
  return new ChatStreamError(
    'busy',
    'An answer is streaming. Wait for it, `stop` it, or set the option `whenBusy` to `queue`.',
  )
}

function disposedError(): ChatStreamError {
  return new ChatStreamError('argument', 'This chat stream was disposed of: create another one.')
}

/** A hook that throws is its owner's bug: it surfaces as such, and no answer is lost over it. */
function callHook(hook: () => void): void {
  try {
    hook()
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown
    })
  }
}

function unexpected(cause: unknown): Ending {
  const message = `The answer could not be read: ${String(cause)}`
  return { outcome: 'failed', error: new ChatStreamError('parse', message, { cause }) }
}
