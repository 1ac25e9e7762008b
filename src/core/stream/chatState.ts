import type { ArgumentChecks } from './arguments/argumentChecks.ts'
import type { Call } from './arguments/sendOptions.ts'
import type { ConnectionGate } from './connectionGate.ts'
import type { ChatStreamError } from '../errors.ts'
import type { MessageList } from './messageList.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import type { Question } from './question.ts'
import type { AttemptInput } from './readAttempt.ts'
import { nextStatus, type ChatStatus, type StatusEvent } from './status.ts'
import type { ToolLoop } from '../tools/toolSet.ts'
import type { ChatAnswer, AnswerMetrics, ChatMessage, ChatTypes, StreamEvent } from '../types.ts'

/** Runs `update` now or later. Returns a function that cancels it. */
export type UpdateSchedule = (update: () => void) => () => void

export interface ChatStreamState<Chat extends ChatTypes = ChatTypes> {
  readonly messages: readonly ChatAnswer<Chat>[]
  readonly status: ChatStatus
  /** Why the last answer `failed` or was `truncated`, or why it is being retried. */
  readonly error: ChatStreamError | undefined
  /** Metrics of the last answer. */
  readonly metrics: AnswerMetrics | undefined
  /** Questions that wait for their turn; they are not in `messages` yet. */
  readonly queue: readonly ChatMessage<Chat>[]
}

/** The answer that streams. */
export interface AnswerRun extends AttemptInput {
  readonly call: Call
  message: ChatMessage
  /** The event that `onEvent` is being called for: it is not in the message yet. */
  event?: StreamEvent | undefined
  readonly controller: AbortController
  /** The messages that this answer replaces. They are restored if nothing of it arrives. */
  readonly replaced?: readonly ChatMessage[] | undefined
  /**
   * The former state of an answer that is read again from its start; shown until the new text is at least
   * as long.
   */
  former?: ChatMessage | undefined
  readonly answer: Promise<ChatMessage>
  readonly resolve: (message: ChatMessage | Promise<ChatMessage>) => void
  stopAtServer?: () => void
  /** Whether an update of the list is scheduled. */
  isDue?: boolean
  /** Cancels the update. Does nothing if it was published already. */
  cancelUpdate?: () => void
}

export interface QueuedQuestion extends Question {
  readonly resolve: (message: ChatMessage | Promise<ChatMessage>) => void
}

/** Everything that one chat stream is made of. The functions that change it get it as their first argument. */
export interface LiveChat {
  readonly options: PinnedChatStreamOptions
  readonly messages: MessageList
  readonly schedule: UpdateSchedule
  readonly gate: ConnectionGate
  readonly listeners: Set<() => void>
  /** Called when an answer has ended, even if another one began in the meantime. */
  readonly onIdle: () => void
  state: Omit<ChatStreamState, 'messages'>
  questions: readonly QueuedQuestion[]
  /** Whether the questions wait until an answer starts, because the user stopped the last one. */
  isQueueHeld?: boolean
  /** The answer that streams, or whose end the hooks are being called for. */
  run: AnswerRun | undefined
  /** Rejects arguments of the wrong type. */
  readonly checks: ArgumentChecks | undefined
  /** Runs the tools, if the chat has any. */
  tools: ToolLoop | undefined
}

/** Changes the state, and calls the listeners. A listener may send or stop an answer. */
export function changeState(chat: LiveChat, changes?: Partial<LiveChat['state']>): void {
  chat.state = { ...chat.state, ...changes }
  for (const listener of chat.listeners) callHook(listener)
}

/**
 * Changes the status by an event, and removes the error unless `changes` has one.
 *
 * @param changes - further changes of the state. @default removes the metrics
 */
export function changeStatus(
  chat: LiveChat,
  event: StatusEvent,
  changes: Partial<LiveChat['state']> = { metrics: undefined },
): void {
  changeState(chat, { error: undefined, ...changes, status: nextStatus(chat.state.status, event) })
}

/** Returns whether questions have to wait, because an answer streams or tools run. */
export function isBusy({ run, tools }: LiveChat): boolean {
  return Boolean(run ?? tools?.isBusy())
}

/** Returns the answer that streams, unless it has ended and only its hooks are still being called. */
export function streamingRun({ run }: LiveChat): AnswerRun | undefined {
  return run?.message.outcome ? undefined : run
}

/** A hook that throws is a bug of the application: report the error as uncaught, but don't lose the answer. */
export function callHook<Arguments extends unknown[]>(
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
