import { computed, isRef, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import type {
  AnswerMetrics,
  ChatInput,
  ChatMessage,
  ChatStatus,
  ChatStreamBaseOptions,
  ChatStreamError,
  ChatStreamState,
  PinnedChatStreamOptions,
} from '../core/index.ts'
import { checkName, checkOption, createStream } from '../core/internal.ts'
import { onEndOfScope } from './onEndOfScope.ts'
import { followPageLife } from './pageLife.ts'
import { createUpdateSchedule, type Updates } from './updates.ts'

export interface UseChatStreamBaseOptions extends Omit<ChatStreamBaseOptions, 'url' | 'headers'> {
  /** The server's endpoint. A change ends the answer under way before the next request. */
  url: MaybeRefOrGetter<string | URL>
  /** Request headers, read afresh for every request. @default none */
  headers?: MaybeRefOrGetter<HeadersInit> | (() => Promise<HeadersInit>)
  /** The first messages, or a ref to share them with. @default [] */
  messages?: readonly ChatMessage[] | Ref<readonly ChatMessage[]>
  /**
   * What the end of the component, or of the effect scope, does to an answer under way: `abort` stops
   * it; `detach` lets it go on, for whoever shares `messages` or waits for `send`.
   * @default 'abort'
   */
  onUnmount?: 'abort' | 'detach'
  /** How often a growing answer changes the refs. @default 'frame' */
  updates?: Updates
}

export type UsePinnedChatStreamOptions = Omit<UseChatStreamBaseOptions, 'transport'> &
  Pick<PinnedChatStreamOptions, 'transport' | 'dialect'>

export interface UseChatStreamReturn {
  /** The conversation. While an answer grows, its message alone is replaced; the others stay the same objects. */
  messages: Ref<readonly ChatMessage[]>
  status: Readonly<Ref<ChatStatus>>
  /** Why the last answer `failed` or was `truncated`, or why it is being asked for again. */
  error: Readonly<Ref<ChatStreamError | undefined>>
  /** What was measured of the answer under way, or of the last one. */
  metrics: Readonly<Ref<AnswerMetrics | undefined>>
  /** Questions that wait for their turn. */
  queue: Readonly<Ref<readonly ChatMessage[]>>
  /** Asks a question. Resolves to the answer however it ended; rejects for an empty question. */
  send: (input: string | ChatInput) => Promise<ChatMessage>
  /** Stops the answer under way; its text stays. */
  stop: () => void
  /** Asks the last question again, in place of its answer. */
  regenerate: () => Promise<ChatMessage>
  /**
   * Goes on with the last answer, where its server keeps it (`message.run.sessionId` is there): after a
   * reload, or when the connection was given up. Nothing is asked again. Rejects where there is nothing
   * to go on with.
   */
  resume: () => Promise<ChatMessage>
  /**
   * Lets go of the answer under way without ending it, as somebody else goes on with it, such as another
   * tab that shares `messages`: it stays without an outcome. Questions that wait are forgotten.
   */
  abandon: () => void
  /** Stops, and forgets all messages. */
  clear: () => void
  /** Ends everything. Needed only outside components and effect scopes. A second call does nothing. */
  dispose: () => void
}

/** The conversation behind the two doors `useChatStream` and `usePinnedChatStream`. */
export function useStream(options: UsePinnedChatStreamOptions): UseChatStreamReturn {
  const { url, headers, messages: given = [], onUnmount = 'abort', updates = 'frame' } = options
  checkName('onUnmount', onUnmount, ['abort', 'detach'])
  const isUpdates = updates === 'frame' || updates === 'event' || updates >= 0
  checkOption('updates', updates, isUpdates, 'frame, event, milliseconds')

  const messages: Ref<readonly ChatMessage[]> = isRef(given) ? given : shallowRef(given)
  const chat = createStream(
    {
      ...options,
      url: () => toValue(url),
      headers: () => (typeof headers === 'function' ? headers() : (toValue(headers) ?? {})),
    },
    {
      messages: { get: () => messages.value, set: (list) => (messages.value = list) },
      schedule: createUpdateSchedule(updates),
    },
  )
  const { getState, subscribe, hold, wake, ...actions } = chat
  const state = shallowRef(getState())
  subscribe(() => (state.value = getState()))
  const pick = <Key extends keyof ChatStreamState>(key: Key) => computed(() => state.value[key])

  const unwatch = watch(() => String(toValue(url)), chat.stop, { flush: 'sync' })
  const unfollow = followPageLife({ hold, wake })
  function dispose(): void {
    unwatch()
    unfollow()
    chat.dispose()
  }
  if (onUnmount === 'abort') onEndOfScope(dispose)

  return {
    ...actions,
    messages,
    status: pick('status'),
    error: pick('error'),
    metrics: pick('metrics'),
    queue: pick('queue'),
    dispose,
  }
}
