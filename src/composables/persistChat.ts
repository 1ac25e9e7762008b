import { watch, type Ref } from 'vue'
import type { ChatPersistence, ChatStreamError } from '../core/index.ts'
import { keepChat } from '../core/internal.ts'
import type { StoredChat } from './usePersistence.ts'

/**
 * Restores a chat, resumes its last answer if that is incomplete, and stores the chat from then on. Loaded only by
 * pages that store a chat.
 *
 * @returns a function that saves what is not saved yet and ends this
 */
export async function persistChat(
  id: string,
  persistence: ChatPersistence,
  { messages, status, queue, resume }: StoredChat,
  persistError: Ref<ChatStreamError | undefined>,
): Promise<() => void> {
  const keeper = await keepChat({
    id,
    persistence,
    getMessages: () => messages.value,
    setMessages: (list) => (messages.value = list),
    isIdle: () => /^(ready|error)$/.test(status.value) && !queue.value.length,
    onError: (error) => (persistError.value = error),
  })
  const stopWatching = watch(
    [messages, status],
    ([, now], [, before]) => keeper.changed(now !== before),
    { flush: 'sync' },
  )
  // Rejects if no answer is incomplete, or if the chat was disposed in the meantime.
  resume().catch(() => undefined)
  return () => {
    stopWatching()
    keeper.close()
  }
}
