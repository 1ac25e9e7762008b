import { computed, isRef, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import type {
  AnswerMetrics,
  ChatInput,
  ChatMessage,
  ChatStatus,
  ChatStreamBaseOptions,
  ChatStreamError,
  ChatStreamState,
  ChatTypes,
  MessagesChange,
  PinnedChatStreamOptions,
  ToolOutput,
} from '../core/index.ts'
import { callHook, checkName, createStream } from '../core/internal.ts'
import { onEndOfScope } from './onEndOfScope.ts'
import { followPageLifecycle } from './pageLifecycle.ts'
import { checkUpdates, createUpdateSchedule, type Updates } from './updates.ts'

export interface UseChatStreamBaseOptions<Chat extends ChatTypes = ChatTypes> extends Omit<
  ChatStreamBaseOptions<Chat>,
  'url' | 'headers'
> {
  /** URL of the server's endpoint. When it changes, a streaming answer is stopped at once. */
  url: MaybeRefOrGetter<string | URL>
  /** Request headers. They are read again for every request. @default none */
  headers?: MaybeRefOrGetter<HeadersInit> | (() => Promise<HeadersInit>)
  /** The initial messages, or a ref that shares them with other code. @default [] */
  messages?: readonly ChatMessage<Chat>[] | Ref<readonly ChatMessage<Chat>[]>
  /**
   * What happens to a streaming answer when the component or effect scope ends: `abort` stops it; `detach` lets it
   * continue, for code that shares `messages` or awaits `send`.
   * @default 'abort'
   */
  onUnmount?: 'abort' | 'detach'
  /** How often a streaming answer updates the refs. @default 'frame' */
  updates?: Updates
  /**
   * Called after every change that the chat made in `messages`, with what changed and why: to save or share a chat
   * without comparing lists. Changes that your own code makes in a shared ref are not reported.
   * @default none
   * @example onChange: (change) => change.type === 'ended' && save(change.message)
   */
  onChange?: (change: MessagesChange<Chat>) => void
}

export type UsePinnedChatStreamOptions<Chat extends ChatTypes = ChatTypes> = Omit<
  UseChatStreamBaseOptions<Chat>,
  'transport'
> &
  Pick<PinnedChatStreamOptions, 'transport' | 'dialect'>

export interface UseChatStreamReturn<Chat extends ChatTypes = ChatTypes> {
  /** The chat's messages. While an answer streams, only its message is replaced; the others stay the same objects. */
  messages: Ref<readonly ChatMessage<Chat>[]>
  status: Readonly<Ref<ChatStatus>>
  /** Why the last answer `failed` or was `truncated`, or why the chat is reconnecting. */
  error: Readonly<Ref<ChatStreamError | undefined>>
  /** Measurements of the streaming answer, or of the last one. */
  metrics: Readonly<Ref<AnswerMetrics | undefined>>
  /** Questions that wait until the current answer ends. */
  queue: Readonly<Ref<readonly ChatMessage<Chat>[]>>
  /** Sends a question. Resolves to the answer, whatever its outcome; rejects if the question is empty. */
  send: (input: string | ChatInput) => Promise<ChatMessage<Chat>>
  /** Stops the streaming answer. Its text stays. */
  stop: () => void
  /** Sends the last question again. The new answer replaces the old one. */
  regenerate: () => Promise<ChatMessage<Chat>>
  /**
   * Answers a tool call for which the page has the result, or why there is none. When all calls of the answer have one,
   * the model continues. Rejects if no call with this id waits for a result.
   */
  addToolOutput: (answer: ToolOutput<Chat>) => Promise<ChatMessage<Chat>>
  /**
   * Approves or denies a tool call in the state `approval-requested`: an approved tool runs. Also runs a tool again
   * that was `executing` when the page was closed. Rejects if no such call waits.
   */
  approveTool: (id: string, isApproved: boolean, reason?: string) => Promise<ChatMessage<Chat>>
  /**
   * Resumes the last answer after a reload, or after the chat gave up its connection. The server must have kept the
   * run (`message.run.sessionId` is set). The question is not sent again. Rejects if there is no answer to resume.
   */
  resume: () => Promise<ChatMessage<Chat>>
  /**
   * Disconnects from the streaming answer without ending it: other code continues it, such as another tab that shares
   * `messages`. The answer gets no outcome. Queued questions are dropped.
   */
  abandon: () => void
  /** Stops the streaming answer, and removes all messages. */
  clear: () => void
  /**
   * Stops the chat and releases its resources. Needed only outside components and effect scopes. A second call does
   * nothing.
   */
  dispose: () => void
}

/** Creates the chat that both `useChatStream` and `usePinnedChatStream` return. */
export function useStream(options: UsePinnedChatStreamOptions): UseChatStreamReturn {
  const { url, headers, messages: initial = [], onUnmount = 'abort', updates = 'frame' } = options
  checkName('onUnmount', onUnmount, ['abort', 'detach'])
  checkUpdates(updates)

  const messages: Ref<readonly ChatMessage[]> = isRef(initial) ? initial : shallowRef(initial)
  const chat = createStream(
    {
      ...options,
      url: () => toValue(url),
      headers: () => toValue<HeadersInit | Promise<HeadersInit> | undefined>(headers) ?? {},
    },
    {
      messages: {
        get: () => messages.value,
        set(list, change) {
          messages.value = list
          callHook(options.onChange, change)
        },
      },
      schedule: createUpdateSchedule(updates),
    },
  )
  const { getState, subscribe, hold, wake, ...actions } = chat
  const state = shallowRef(getState())
  subscribe(() => (state.value = getState()))
  const pickState = <Key extends keyof ChatStreamState>(key: Key) =>
    computed(() => state.value[key])

  const stopWatchingUrl = watch(() => String(toValue(url)), chat.stop, { flush: 'sync' })
  const stopFollowingPage = followPageLifecycle({ hold, wake })
  function dispose(): void {
    stopWatchingUrl()
    stopFollowingPage()
    chat.dispose()
  }
  if (onUnmount === 'abort') onEndOfScope(dispose)

  return {
    ...actions,
    messages,
    status: pickState('status'),
    error: pickState('error'),
    metrics: pickState('metrics'),
    queue: pickState('queue'),
    dispose,
  }
}
