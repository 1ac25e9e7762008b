import {
  computed,
  isRef,
  shallowRef,
  toValue,
  watch,
  type MaybeRef,
  type MaybeRefOrGetter,
  type Ref,
} from 'vue'
import type {
  AnswerMetrics,
  ChatAnswer,
  ChatInput,
  ChatMessage,
  ChatPersistence,
  ChatStatus,
  ChatStreamBaseOptions,
  ChatStreamError,
  ChatStreamState,
  ChatTypes,
  MessagesChange,
  MessagesUpdate,
  PinnedChatStreamOptions,
  SendOptions,
  ToolOutput,
} from '../core/index.ts'
import { callHook, createStream, type ArgumentChecks } from '../core/internal.ts'
import { unwrapFields } from './bodyFields.ts'
import { onEndOfScope } from './onEndOfScope.ts'
import { followPageLifecycle } from './pageLifecycle.ts'
import { createUpdateSchedule, type Updates } from './updates.ts'
import type { usePersistence } from './usePersistence.ts'

export interface UseChatStreamBaseOptions<Chat extends ChatTypes = ChatTypes> extends Omit<
  ChatStreamBaseOptions<Chat>,
  'url' | 'headers' | 'body' | 'messages'
> {
  /** URL of the server's endpoint. When it changes, a streaming answer is stopped at once. */
  url: MaybeRefOrGetter<string | URL>
  /** Request headers. They are read again for every request. @default none */
  headers?: MaybeRefOrGetter<HeadersInit> | (() => Promise<HeadersInit>)
  /**
   * Fields to add to the body that the dialect creates: an object whose values may be refs, or a ref or computed of
   * one. They are read once for each question, so that all its attempts have the same body. Or a function that returns
   * the whole body.
   * @default nothing is added
   * @example body: { model: ref('small') }
   */
  body?:
    | MaybeRef<Readonly<Record<string, unknown>> | undefined>
    | Extract<ChatStreamBaseOptions['body'], (...args: never) => unknown>
  /**
   * Identifies the chat within the app: components that use the same id share one chat, with the options of the first
   * of them. A chat ends when the last one is unmounted, unless `onUnmount` is `detach`. When the id changes, the refs
   * and actions become those of the other chat. At most 1,000 characters.
   * @default none: the chat is not shared
   */
  id?: MaybeRefOrGetter<string>
  /**
   * Where the chat is stored and restored from, by its `id`, which is required then: `webStoragePersistence()`,
   * `indexedDBPersistence()`, or your own. Nothing is read on a server.
   * @default none
   */
  persist?: ChatPersistence
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
  /**
   * Wraps the function that creates the chat.
   * @internal
   */
  inspect?: (create: CreateChat) => CreateChat
}

/** What `usePinnedChatStream` does not have, so that its bundle does not contain it. */
export interface StreamFeatures {
  readonly checks: ArgumentChecks
  readonly persist: typeof usePersistence
}

/** @internal */
export type CreateChat = (options: UseStreamOptions) => UseChatStreamReturn

export type UseStreamOptions<Chat extends ChatTypes = ChatTypes> = Omit<
  UseChatStreamBaseOptions<Chat>,
  'transport'
> &
  Pick<PinnedChatStreamOptions, 'transport' | 'dialect'>

/** Those of `useChatStream`, except `id` and `persist`, with the transport and the dialect as values. */
export type UsePinnedChatStreamOptions<Chat extends ChatTypes = ChatTypes> = Omit<
  UseStreamOptions<Chat>,
  'id' | 'persist'
>

/** What `useChatStream` returns, without what a stored chat has. */
export type UsePinnedChatStreamReturn<Chat extends ChatTypes = ChatTypes> = Omit<
  UseChatStreamReturn<Chat>,
  'isRestored' | 'persistError'
>

export interface UseChatStreamReturn<Chat extends ChatTypes = ChatTypes> {
  /** The chat's messages. While an answer streams, only its message is replaced; the others stay the same objects. */
  messages: Ref<readonly ChatAnswer<Chat>[], readonly ChatMessage<Chat>[]>
  status: Readonly<Ref<ChatStatus>>
  /** Why the last answer `failed` or was `truncated`, or why the chat is reconnecting. */
  error: Readonly<Ref<ChatStreamError | undefined>>
  /** Measurements of the streaming answer, or of the last one. */
  metrics: Readonly<Ref<AnswerMetrics | undefined>>
  /** Questions that wait until the current answer ends. */
  queue: Readonly<Ref<readonly ChatMessage<Chat>[]>>
  /** Whether the chat is restored, or is not stored. Actions that change the messages wait for it. */
  isRestored: Readonly<Ref<boolean>>
  /** Why the chat could not be stored or read; undefined after it was stored. */
  persistError: Readonly<Ref<ChatStreamError | undefined>>
  /**
   * Sends a question. Resolves to the answer, whatever its outcome; rejects if the question is empty. The options
   * hold for this question only.
   */
  send: (input: string | ChatInput, options?: SendOptions) => Promise<ChatAnswer<Chat>>
  /** Stops the streaming answer. Its text stays. The option `whenStopped` says what happens to the `queue`. */
  stop: () => void
  /**
   * Sends the last question again, or the one with this id or with the answer that has it. The new answer replaces
   * the old one and everything after it. If nothing of it arrives, they are restored.
   */
  regenerate: (messageId?: string | Event, options?: SendOptions) => Promise<ChatAnswer<Chat>>
  /** Replaces the question with this id and everything after it, and asks the new one. Rejects for an unknown id. */
  edit: (
    messageId: string,
    input: string | Omit<ChatInput, 'toolResults'>,
    options?: SendOptions,
  ) => Promise<ChatAnswer<Chat>>
  /**
   * Replaces the messages. A streaming answer stops unless the new list has its message, and the `queue` is
   * discarded unless the new list has the last message of the former one. Throws for anything but messages.
   */
  setMessages: (messages: MessagesUpdate<Chat>) => void
  /**
   * Takes a waiting question out of the `queue`. Its `send` resolves to an empty answer with the outcome `stopped`.
   * Throws for an unknown id.
   */
  removeFromQueue: (messageId: string) => void
  /**
   * Answers a tool call with its result, or with the reason why there is none. When all calls of the answer have
   * theirs, the model continues. Rejects if no call with this id waits for a result.
   */
  addToolOutput: (answer: ToolOutput<Chat>) => Promise<ChatAnswer<Chat>>
  /**
   * Approves or denies a tool call in the state `approval-requested`: an approved tool runs. Also runs a tool again
   * that was `executing` when the page was closed. Rejects if no such call waits.
   */
  approveTool: (id: string, isApproved: boolean, reason?: string) => Promise<ChatAnswer<Chat>>
  /**
   * Resumes the last answer after a reload, or after the chat gave up its connection. The server must have kept the
   * run (`message.run.sessionId` is set). The question is not sent again. Rejects if there is no answer to resume.
   * Sends the questions that `whenStopped: 'hold'` holds.
   */
  resume: (options?: SendOptions | Event) => Promise<ChatAnswer<Chat>>
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
export function useStream(
  options: UseStreamOptions,
  { checks, persist }: Partial<StreamFeatures> = {},
): UseChatStreamReturn {
  const { url, headers, messages: initial = [], ...otherOptions } = options
  const { id, onUnmount = 'abort', updates = 'frame' } = options

  const messages: Ref<readonly ChatMessage[]> = isRef(initial) ? initial : shallowRef(initial)
  checks?.messages(messages.value)
  const chat = createStream(
    {
      ...otherOptions,
      // A getter, so that every question reads the refs.
      get body() {
        return unwrapFields(options.body)
      },
      url: () => toValue(url),
      headers: () => toValue<HeadersInit | Promise<HeadersInit> | undefined>(headers),
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
      checks,
    },
  )
  const { getState, subscribe, hold, wake, ...actions } = chat
  const state = shallowRef(getState())
  subscribe(() => (state.value = getState()))
  const pickState = <Key extends keyof ChatStreamState>(key: Key) =>
    computed(() => state.value[key])

  const refs = {
    // The chat writes no failed answer without an error.
    messages: messages as UseChatStreamReturn['messages'],
    status: pickState('status'),
    error: pickState('error'),
    metrics: pickState('metrics'),
    queue: pickState('queue'),
  }
  // The type of the pinned composable omits the refs of a stored chat.
  const { members, close } = persist?.(toValue(id) ?? '', options.persist, refs, actions) ?? {
    members: actions as typeof actions & Pick<UseChatStreamReturn, 'isRestored' | 'persistError'>,
  }

  const stopWatchingUrl = watch(() => String(toValue(url)), chat.stop, { flush: 'sync' })
  const stopFollowingPage = followPageLifecycle({ hold, wake })
  function dispose(): void {
    stopWatchingUrl()
    stopFollowingPage()
    chat.dispose()
    close?.()
  }
  if (onUnmount === 'abort') onEndOfScope(dispose)

  return {
    ...members,
    ...refs,
    dispose,
  }
}
