import { applyEvent, checkToolResults, loadParts } from './events/applyEvent.ts'
import { abandonAnswer, readAnswer, startAnswer, stopAnswer } from './answerRun.ts'
import {
  changeStatus,
  isBusy,
  streamingRun,
  type AnswerRun,
  type ChatStreamState,
  type LiveChat,
  type UpdateSchedule,
} from './chatState.ts'
import { checkOptions } from './checkOptions.ts'
import { createConnectionGate } from './connectionGate.ts'
import { ChatStreamError } from '../errors.ts'
import { createMessageList, type MessageList } from './messageList.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import { toQuestion } from './question.ts'
import {
  createUnsentAnswer,
  discardQueue,
  enqueue,
  sendNext,
  sendQuestion,
} from './questionQueue.ts'
import type { ToolLoop } from '../tools/toolSet.ts'
import { isEmptyAndResumable, isFinalOutcome, withoutContent } from './runReference.ts'
import type { ChatInput, ChatMessage, ChatTypes, ToolOutput } from '../types.ts'

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
   * @throws {ChatStreamError} `network`, as a rejection, if the code for tool results cannot be loaded. Nothing
   *   was sent
   */
  send(input: string | ChatInput): Promise<ChatMessage<Chat>>
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
  resume(): Promise<ChatMessage<Chat>>
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
  regenerate(): Promise<ChatMessage<Chat>>
  /**
   * Answers a tool call for which the page has the result, or why there is none. When all calls of the answer have one,
   * they are sent to the model.
   *
   * @returns the answer of the model; or the answer with the call, if others of its calls still wait or another
   *   question followed
   * @throws {ChatStreamError} `argument`, as a rejection, if no call has this id or it has a result already, if the
   *   output does not match its schema, or without the option `tools`
   */
  addToolOutput(answer: ToolOutput<Chat>): Promise<ChatMessage<Chat>>
  /**
   * Approves or denies a call in the state `approval-requested`. An approved tool runs; if the server requested the
   * approval, it gets the answer with the next request. Also runs a tool again that was `executing` when the page was
   * closed: nothing does that without this call.
   *
   * @param reason - for the model and the server
   * @returns as `addToolOutput`
   * @throws {ChatStreamError} `argument`, as a rejection, if no call with this id waits, or without the option `tools`
   */
  approveTool(id: string, isApproved: boolean, reason?: string): Promise<ChatMessage<Chat>>
  /** Stops the answer and discards the messages and the waiting questions. */
  clear(): void
  /** Stops the answer and ends every timer, listener and connection. The chat cannot be used afterwards. */
  dispose(): void
}

/** Returns the host with its defaults, which the composables don't need. */
export function completeHost({
  messages = createMessageList(),
  schedule = updateImmediately,
}: ChatStreamHost = {}): Required<ChatStreamHost> {
  return { messages, schedule }
}

/**
 * Creates the stream of one chat, for `createChatStream` and `createPinnedChatStream`.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 */
export function createStream(
  options: PinnedChatStreamOptions,
  { messages, schedule }: Required<ChatStreamHost>,
): ChatStream {
  checkOptions(options)
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
    tools: undefined,
  }
  chat.tools = options.tools?.start(chat)
  const { listeners } = chat
  let isDisposed = false

  function assertNotDisposed(): void {
    if (isDisposed)
      throw new ChatStreamError('argument', 'The chat was disposed. Create a new one.')
  }

  function toolLoop(): ToolLoop {
    assertNotDisposed()
    if (chat.tools) return chat.tools
    throw new ChatStreamError(
      'argument',
      'The chat has no tools. Pass `tools: defineTools({ … })`.',
    )
  }

  function abandon(): void {
    discardQueue(chat)
    abandonAnswer(chat)
  }

  async function resume(): Promise<ChatMessage> {
    assertNotDisposed()
    const run = streamingRun(chat)
    if (!run) return resumeLast(chat)
    gate.wake()
    return run.answer
  }

  return {
    getState: () => ({ ...chat.state, messages: messages.get() }),

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async send(input) {
      assertNotDisposed()
      const question = toQuestion(input)
      const loading = question.toolResults.length > 0 ? loadParts() : undefined
      if (loading) {
        await loading
        assertNotDisposed()
      }
      if (!isBusy(chat)) return sendQuestion(chat, question)
      checkToolResults(question.toolResults, reportedMessages(messages.get(), chat.run))
      if ((streamingRun(chat) || !chat.run) && options.whenBusy === 'refuse') {
        return createUnsentAnswer('failed', {
          kind: 'busy',
          message: 'An answer is streaming. Wait for its end, or set `whenBusy` to `queue`.',
        })
      }
      return enqueue(chat, question)
    },

    stop() {
      stopAnswer(chat)
      sendNext(chat)
    },

    hold: gate.hold,
    wake: gate.wake,

    resume,

    abandon,

    async regenerate() {
      assertNotDisposed()
      // Don't send a waiting question before the answer that replaces this one.
      stopAnswer(chat)
      // A hook that was called for the end has already regenerated or resumed the answer.
      const run = streamingRun(chat)
      if (run) return run.answer
      const formerMessages = messages.get()
      const end = formerMessages.findLastIndex(({ role }) => role === 'user') + 1
      if (end === 0) {
        sendNext(chat)
        throw new ChatStreamError(
          'argument',
          'There is no question to answer again. Call `send` first.',
        )
      }
      const replaced = end < formerMessages.length ? formerMessages.slice(end) : undefined
      // The run of the former answer is known, and nothing of it was shown: resume it instead of starting
      // another run.
      if (replaced?.every(isEmptyAndResumable)) return resume()
      return startAnswer(chat, formerMessages.slice(0, end), 'regenerate', replaced)
    },

    addToolOutput: async (answer) => toolLoop().addOutput(answer),
    approveTool: async (...answer) => toolLoop().approve(...answer),

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

/** @throws {ChatStreamError} `argument` if the last message is not an answer whose rest a server may have */
function resumeLast(chat: LiveChat): Promise<ChatMessage> {
  const list = chat.messages.get()
  const last = list.at(-1)
  if (!last?.run?.sessionId || list.length === 1 || isFinalOutcome(last.outcome)) {
    throw new ChatStreamError('argument', 'There is no incomplete answer to resume.')
  }
  const shown = { ...last, outcome: undefined, error: undefined }
  const runStart =
    last.run.cursor === undefined
      ? { message: withoutContent(last), former: last }
      : { message: shown }
  return readAnswer(chat, list.slice(0, -1), 'resume', runStart, shown)
}

/** Returns the messages with every reported event applied, even if that is not published yet. */
function reportedMessages(
  list: readonly ChatMessage[],
  run: AnswerRun | undefined,
): readonly ChatMessage[] {
  const { message, event } = run ?? {}
  if (!message || !list.some(({ id }) => id === message.id)) return list
  return [...list, event ? applyEvent(message, event) : message]
}

/** Publishes every update immediately. */
export const updateImmediately: UpdateSchedule = (update) => {
  update()
  return () => undefined
}
