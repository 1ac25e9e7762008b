import { computed, type ComputedRef, type Ref, shallowRef } from 'vue'
import type { UseChatStreamReturn } from '../../composables/index.ts'
import type { ChatMessage, ChatStatus, ChatStreamError } from '../../core/index.ts'
import type { ChatSync } from '../tabs/chatSync.ts'
import type { Outbox } from './outbox.ts'
import type { StreamOpener } from './streamOpener.ts'

/** State of a chat as this tab shows it: its own, or the state of the tab that leads it. */
export interface ChatStatusRefs {
  readonly status: ComputedRef<ChatStatus>
  readonly error: ComputedRef<ChatStreamError | undefined>
  /** Questions that are accepted and not sent yet. */
  readonly queue: ComputedRef<readonly ChatMessage[]>
  readonly isRunning: ComputedRef<boolean>
  readonly isStreamingHere: ComputedRef<boolean>
  readonly isEmpty: ComputedRef<boolean>
  /** Hides how the last answer ended, as another branch was opened: that answer may not be in it. */
  hideEnding(): void
  /** Shows the status of the stream again, as it changed. */
  showEnding(): void
}

export interface ChatStatusHost {
  readonly messages: Ref<readonly ChatMessage[]>
  readonly stream: Pick<UseChatStreamReturn, 'status' | 'error' | 'queue'>
  readonly sync: ChatSync
  readonly opener: StreamOpener
  readonly outbox: Outbox
}

export function createChatStatus(host: ChatStatusHost): ChatStatusRefs {
  const { messages, stream, sync, opener, outbox } = host
  const isEndingHidden = shallowRef(false)

  const ownStatus = computed(() => (isEndingHidden.value ? 'ready' : stream.status.value))
  const status = computed(() => sync.remote.value?.status ?? ownStatus.value)
  const queue = computed(() => {
    const waiting = opener.isWaiting.value ? outbox.questions.value : []
    return sync.remote.value?.queue ?? [...stream.queue.value, ...waiting]
  })
  const isRunning = computed(
    () => opener.isWaiting.value || !['ready', 'error'].includes(status.value),
  )

  return {
    status,
    error: computed(() => (isEndingHidden.value ? undefined : stream.error.value)),
    queue,
    isRunning,
    isStreamingHere: computed(() => isRunning.value && sync.remote.value === undefined),
    isEmpty: computed(() => messages.value.length === 0 && queue.value.length === 0),
    hideEnding: () => void (isEndingHidden.value = true),
    showEnding: () => void (isEndingHidden.value = false),
  }
}
