import { getCurrentInstance, onMounted, shallowRef, watch, type Ref } from 'vue'
import type { ChatPersistence, ChatStreamError } from '../core/index.ts'
import { openKeeper, type ChatKeeper } from '../core/internal.ts'
import type { UseChatStreamReturn } from './useStream.ts'

/** Actions that change the messages: they wait until the chat is restored. */
const WAITING = /^(send|regenerate|resume|clear|edit|setMessages|add.+|approve.+)$/

/** What storing needs of a chat. */
type StoredState = Pick<UseChatStreamReturn, 'messages' | 'status' | 'queue' | 'resume'>

export interface Persistence {
  readonly isRestored: Readonly<Ref<boolean>>
  readonly persistError: Readonly<Ref<ChatStreamError | undefined>>
  /** Returns the actions, of which those that change the messages wait until the chat is restored. */
  afterRestore<Actions extends object>(actions: Actions): Actions
  close(): void
}

/**
 * Restores a chat and stores it. Begins when the component is mounted, so that the first render equals the server's.
 * Nothing is read on a server.
 */
export function usePersistence(
  id: string,
  persistence: ChatPersistence | undefined,
  { messages, status, queue, resume }: StoredState,
): Persistence {
  const isRestored = shallowRef(!persistence)
  const persistError = shallowRef<ChatStreamError>()
  let restoring: Promise<void> | undefined
  let keeper: ChatKeeper | undefined
  let isClosed = false

  async function restore(): Promise<void> {
    if (!persistence || typeof window === 'undefined') return
    try {
      keeper = await openKeeper({
        id,
        persistence,
        getMessages: () => messages.value,
        setMessages: (list) => (messages.value = list),
        isIdle: () => /^(ready|error)$/.test(status.value) && !queue.value.length,
        onError: (error) => (persistError.value = error),
      })
    } catch (thrown) {
      persistError.value = thrown as ChatStreamError
    }
    isRestored.value = true
    if (isClosed) keeper?.close()
    // Rejects if no answer is incomplete.
    else resume().catch(() => undefined)
  }
  const start = () => (restoring ??= restore())

  if (persistence) {
    watch([messages, status], ([, now], [, before]) => keeper?.changed(now !== before), {
      flush: 'sync',
    })
    if (getCurrentInstance()) onMounted(start)
    else void start()
  }

  return {
    isRestored,
    persistError,
    afterRestore: (actions) =>
      persistence
        ? (Object.fromEntries(
            Object.entries(actions).map(
              ([name, action]: [string, (...args: unknown[]) => unknown]) => [
                name,
                WAITING.test(name)
                  ? (...args: unknown[]) =>
                      isRestored.value ? action(...args) : start().then(() => action(...args))
                  : action,
              ],
            ),
          ) as typeof actions)
        : actions,
    close() {
      isClosed = true
      keeper?.close()
    },
  }
}
