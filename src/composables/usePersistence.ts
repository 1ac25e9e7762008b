import { getCurrentInstance, onMounted, shallowRef } from 'vue'
import type { ChatPersistence, ChatStreamError } from '../core/index.ts'
import { loadCode } from '../core/internal.ts'
import { mapValues } from './mapValues.ts'
import type { UseChatStreamReturn } from './useStream.ts'

/** Actions that change the messages: they wait until the chat is restored. */
const WAITING = /^(send|reg|resume|clear|edit|set|add|appr)/

/** What storing needs of a chat. */
export type StoredChat = Pick<UseChatStreamReturn, 'messages' | 'status' | 'queue' | 'resume'>

type Action = (...args: unknown[]) => unknown

/**
 * Restores a chat and stores it, if `persistence` is set. Begins when the component is mounted, so that the first render
 * equals the server's. Nothing is read on a server.
 *
 * @returns whether the chat is restored, the actions (those that change the messages wait for that), and a function that
 *   ends the storing
 */
export function usePersistence<Actions extends Pick<UseChatStreamReturn, 'resume'>>(
  id: string,
  persistence: ChatPersistence | undefined,
  refs: Omit<StoredChat, 'resume'>,
  actions: Actions,
) {
  const isRestored = shallowRef(!persistence)
  const persistError = shallowRef<ChatStreamError>()
  let opening: Promise<(() => void) | undefined> | undefined

  async function open(stored: ChatPersistence): Promise<(() => void) | undefined> {
    if (typeof window === 'undefined') return undefined
    try {
      const { persistChat } = await loadCode(import('./persistChat.ts'), 'code that stores chats')
      return await persistChat(id, stored, { ...refs, ...actions }, persistError)
    } catch (thrown) {
      persistError.value = thrown as ChatStreamError
      return undefined
    } finally {
      isRestored.value = true
    }
  }

  let guarded = actions
  if (persistence) {
    const start = () => (opening ??= open(persistence))
    if (getCurrentInstance()) onMounted(start)
    else void start()
    guarded = mapValues(actions, (member, name) => {
      const action = member as Action
      return WAITING.test(name)
        ? (...args: unknown[]) =>
            isRestored.value ? action(...args) : start().then(() => action(...args))
        : action
    })
  }
  return {
    members: { ...guarded, isRestored, persistError },
    close: () => void opening?.then((end) => end?.()),
  }
}
