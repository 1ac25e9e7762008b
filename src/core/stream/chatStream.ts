import { applyEvent, checkToolResults, loadParts } from './events/applyEvent.ts'
import { abandonAnswer, readAnswer, stopAnswer } from './answerRun.ts'
import type { ArgumentChecks } from './arguments/argumentChecks.ts'
import { toCall, type Call, type SendOptions } from './arguments/sendOptions.ts'
import {
  changeStatus,
  isBusy,
  streamingRun,
  type ChatStreamState,
  type LiveChat,
  type UpdateSchedule,
} from './chatState.ts'
import { checkOption, isEvent, rejectArgument } from './arguments/checkOptions.ts'
import { removeFromQueue, stopAndContinue, untilAborted } from './conversation/callControl.ts'
import { editQuestion, regenerateAnswer } from './conversation/replaceTurn.ts'
import { setMessages, type MessagesUpdate } from './conversation/setMessages.ts'
import { createConnectionGate } from './connectionGate.ts'
import { createMessageList, type MessageList } from './messageList.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import { toQuestion, type Question } from './question.ts'
import {
  createUnsentAnswer,
  discardQueue,
  enqueue,
  sendNext,
  sendQuestion,
} from './questionQueue.ts'
import type { ToolLoop } from '../tools/toolSet.ts'
import { isFinalOutcome, withoutContent } from './runReference.ts'
import type { ChatAnswer, ChatInput, ChatMessage, ChatTypes, ToolOutput } from '../types.ts'

export interface ChatStreamHost {
  /** @default an empty list of its own */
  messages?: MessageList
  /** When to publish the streaming message. @default immediately, for every event */
  schedule?: UpdateSchedule
}

export interface ChatStream<Chat extends ChatTypes = ChatTypes> {
  getState(): ChatStreamState<Chat>
  /** Calls `listener` after every change. Returns a function that removes the listener. */
  subscribe(listener: () => void): () => void
  /**
   * Sends a question. Resolves to the answer, no matter how it ended. Hooks may call it: it accepts the
   * result of every tool call that an event reported, even if the messages do not show the call yet.
   * @throws {ChatStreamError} `argument`, as a rejection, for an empty question, for the result of a tool
   *   call that is in no answer of the messages, or after `dispose`. A question that waited rejects the
   *   same way if the answer with its tool call is gone when the question is sent
   * @param options - for this question only, also if it waits
   * @throws {ChatStreamError} `network`, as a rejection, if the code for tool results cannot be loaded. Nothing
   *   was sent
   */
  send(input: string | ChatInput, options?: SendOptions): Promise<ChatAnswer<Chat>>
  /**
   * Stops the streaming answer: first at its server, if the server supports that, then here. Its text is
   * kept. The option `whenStopped` says what happens to the waiting questions.
   */
  stop(): void
  /**
   * Resumes the last answer if it is incomplete and its server still has it (see `message.run`): after a
   * reload, or after the retries were used up. Doesn't send the question again. The text received so far
   * stays visible until the new connection has delivered as much. While an answer streams, it only ends the
   * wait before the next connection. Sends questions that `whenStopped: 'hold'` holds, and resolves to the
   * answer of the first one.
   * @param options - for this answer; while it streams, for its next connections. An event counts as none
   * @throws {ChatStreamError} `argument`, as a rejection, if there is no answer to resume, or after `dispose`
   */
  resume(options?: SendOptions | Event): Promise<ChatAnswer<Chat>>
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
   * Sends a question again and replaces its answer and everything after it; a streaming answer is stopped
   * first. If the new request fails before anything arrives, the replaced messages are restored. If nothing of
   * the former answer arrived but its run is known, this calls `resume`.
   * @param messageId - the answer, or its question; an event counts as none. @default the last question
   * @param options - for this answer only
   * @throws {ChatStreamError} `argument`, as a rejection, if there is no question, for an unknown id, or after
   *   `dispose`
   */
  regenerate(messageId?: string | Event, options?: SendOptions): Promise<ChatAnswer<Chat>>
  /**
   * Replaces a question and everything after it by a new question, and asks that; a streaming answer is stopped
   * first. The replaced messages do not return if the request fails, so that `regenerate` can repeat the new
   * question: to offer that, keep the list and call `setMessages` with it.
   * @param messageId - the question to replace
   * @throws {ChatStreamError} `argument`, as a rejection, for an unknown id or an empty question, or after
   *   `dispose`
   */
  edit(
    messageId: string,
    input: string | Omit<ChatInput, 'toolResults'>,
    options?: SendOptions,
  ): Promise<ChatAnswer<Chat>>
  /**
   * Replaces the messages. A streaming answer continues if the new list has its message, and is stopped if not.
   * Waiting questions are kept if the new list has the last message of the former one, and discarded if not: their
   * `send` resolves to an empty answer that was stopped.
   * @param messages - the new list, or a function that returns it for the current one. Changes of the streaming
   *   message itself are replaced by what arrives next
   * @throws {ChatStreamError} `argument` for anything but messages, naming the first wrong one, or after `dispose`
   */
  setMessages(messages: MessagesUpdate<Chat>): void
  /**
   * Takes a waiting question out of the queue. Its `send` resolves to an empty answer that was stopped.
   * @throws {ChatStreamError} `argument` if no waiting question has the id, or after `dispose`
   */
  removeFromQueue(messageId: string): void
  /**
   * Answers a tool call for which the page has the result, or why there is none. When all calls of the answer have one,
   * they are sent to the model.
   *
   * @returns the answer of the model; or the answer with the call, if others of its calls still wait or another
   *   question followed
   * @throws {ChatStreamError} `argument`, as a rejection, if no call has this id or it has a result already, if the
   *   output does not match its schema, or without the option `tools`
   */
  addToolOutput(answer: ToolOutput<Chat>): Promise<ChatAnswer<Chat>>
  /**
   * Approves or denies a call in the state `approval-requested`. An approved tool runs; if the server requested the
   * approval, it gets the answer with the next request. Also runs a tool again that was `executing` when the page was
   * closed: nothing does that without this call.
   *
   * @param reason - for the model and the server
   * @returns as `addToolOutput`
   * @throws {ChatStreamError} `argument`, as a rejection, if no call with this id waits, or without the option `tools`
   */
  approveTool(id: string, isApproved: boolean, reason?: string): Promise<ChatAnswer<Chat>>
  /** Stops the answer and discards the messages and the waiting questions. */
  clear(): void
  /** Stops the answer and ends every timer, listener and connection. The chat cannot be used afterwards. */
  dispose(): void
}

/** What a chat stream needs besides its options. */
export interface CompleteHost extends Required<ChatStreamHost> {
  readonly checks?: ArgumentChecks | undefined
}

/** Returns the host with its defaults, which the composables don't need. */
export function completeHost(
  { messages, schedule = updateImmediately }: ChatStreamHost = {},
  initialMessages: readonly ChatMessage[] = [],
  checks?: ArgumentChecks,
): CompleteHost {
  checks?.messages(initialMessages)
  if (!messages) return { messages: createMessageList(initialMessages), schedule, checks }
  const isList = typeof messages.get === 'function' && initialMessages.length === 0
  checkOption('host.messages', messages, isList, 'the only list, with `get` and `set`')
  return { messages, schedule, checks }
}

/**
 * Creates the stream of one chat, for `createChatStream` and `createPinnedChatStream`.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 */
// Long, because all actions share its variables: each of them is one of the few lines that call the other files.
export function createStream(
  options: PinnedChatStreamOptions,
  { messages, schedule, checks }: CompleteHost,
): ChatStream {
  checks?.numbers(options)
  const gate = createConnectionGate()
  const chat: LiveChat = {
    options,
    messages,
    schedule,
    gate,
    listeners: new Set(),
    onIdle: () => sendNext(chat),
    state: { status: 'ready', error: undefined, metrics: undefined, queue: [] },
    questions: [],
    run: undefined,
    checks,
    tools: undefined,
  }
  chat.tools = options.tools?.start(chat)
  const { listeners } = chat
  let isDisposed = false

  function assertNotDisposed(): void {
    if (isDisposed) rejectArgument('The chat was disposed. Create a new one.')
  }

  function toolLoop(): ToolLoop {
    assertNotDisposed()
    if (chat.tools) return chat.tools
    rejectArgument('The chat has no option `tools`.')
  }

  function abandon(): void {
    discardQueue(chat)
    abandonAnswer(chat)
  }

  async function resume(call: Call): Promise<ChatAnswer> {
    if (chat.isQueueHeld) {
      chat.isQueueHeld = false
      sendNext(chat)
    }
    const run = streamingRun(chat)
    if (!run) return untilAborted(chat, call, () => resumeLast(chat, call))
    Object.assign(run.call, call)
    gate.wake()
    return untilAborted(chat, run.call, () => run.answer)
  }

  return {
    getState: () => ({ ...chat.state, messages: messages.get() as readonly ChatAnswer[] }),

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async send(input, options) {
      assertNotDisposed()
      const call = toCall(options, checks)
      const question = toQuestion(input, call, checks)
      return untilAborted(chat, call, async () => {
        const loading = question.toolResults.length > 0 ? loadParts() : undefined
        if (loading) {
          await loading
          assertNotDisposed()
          if (call.signal?.aborted) return createUnsentAnswer('stopped')
        }
        return sendOrEnqueue(chat, question)
      })
    },

    stop: () => stopAndContinue(chat),

    hold: gate.hold,
    wake: gate.wake,

    async resume(options) {
      assertNotDisposed()
      return resume(toCall(options, checks))
    },

    abandon,

    async regenerate(messageId, options) {
      assertNotDisposed()
      const call = toCall(options, checks)
      const id = isEvent(messageId) ? undefined : messageId
      return untilAborted(chat, call, () => regenerateAnswer(chat, id, call, () => resume(call)))
    },

    async edit(messageId, input, options) {
      assertNotDisposed()
      const call = toCall(options, checks)
      const question = toQuestion(input, call, checks)
      return untilAborted(chat, call, () => editQuestion(chat, messageId, question))
    },

    setMessages(update) {
      assertNotDisposed()
      setMessages(chat, update)
    },

    removeFromQueue(messageId) {
      assertNotDisposed()
      removeFromQueue(chat, messageId)
    },

    addToolOutput: async (answer) => (await toolLoop().addOutput(answer)) as ChatAnswer,
    approveTool: async (...answer) => (await toolLoop().approve(...answer)) as ChatAnswer,

    clear() {
      discardQueue(chat)
      stopAnswer(chat)
      // Hooks may have sent a question that refers to the deleted messages.
      abandon()
      messages.set([], { type: 'replaced', reason: 'clear' })
      // The code behind the list may have sent a question.
      if (!chat.run) changeStatus(chat, 'cleared')
    },

    dispose() {
      isDisposed = true
      discardQueue(chat)
      stopAnswer(chat)
      listeners.clear()
    },
  }
}

/** Sends a question, or adds it to those that wait. */
async function sendOrEnqueue(chat: LiveChat, question: Question): Promise<ChatMessage> {
  chat.isQueueHeld = false
  if (!isBusy(chat) && chat.questions.length === 0) return sendQuestion(chat, question)
  checkToolResults(question.toolResults, reportedMessages(chat))
  if ((streamingRun(chat) || !chat.run) && chat.options.whenBusy === 'refuse') {
    return createUnsentAnswer('failed', {
      kind: 'busy',
      message: 'An answer is streaming. Wait for its end, or set `whenBusy` to `queue`.',
    })
  }
  const answer = enqueue(chat, question)
  // Only the user's Stop leaves questions that no answer precedes.
  sendNext(chat)
  return answer
}

/** @throws {ChatStreamError} `argument` if the last message is not an answer whose rest a server may have */
function resumeLast(chat: LiveChat, call: Call): Promise<ChatMessage> {
  const list = chat.messages.get()
  const last = list.at(-1)
  if (!last?.run?.sessionId || list.length === 1 || isFinalOutcome(last.outcome)) {
    rejectArgument('There is no incomplete answer to resume.')
  }
  const shown = { ...last, outcome: undefined, error: undefined }
  const runStart =
    last.run.cursor === undefined
      ? { call, message: withoutContent(last), former: last }
      : { call, message: shown }
  return readAnswer(chat, list.slice(0, -1), 'resume', runStart, shown)
}

/** Returns the messages with every reported event applied, even if that is not published yet. */
function reportedMessages({ messages, run }: LiveChat): readonly ChatMessage[] {
  const list = messages.get()
  if (!run || !list.some(({ id }) => id === run.message.id)) return list
  return [...list, run.event ? applyEvent(run.message, run.event) : run.message]
}

/** Publishes every update immediately. */
export const updateImmediately: UpdateSchedule = (update) => {
  update()
  return () => undefined
}
