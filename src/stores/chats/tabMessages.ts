import type { TabMessage } from '../tabs/tabChannel.ts'
import type { ActiveChat } from './activeChat.ts'
import type { LoadedChats } from './loadedChats.ts'

/** Handles a message from another tab: updates the list, and passes the message on to the loaded chats. */
export function handleTabMessage(
  message: TabMessage,
  loaded: LoadedChats,
  active: ActiveChat,
  refreshList: () => Promise<void>,
): void {
  if (message.type === 'removed') return active.close(message.chatId)
  if (message.type === 'changed') void refreshList()
  if (message.chatId === undefined) {
    for (const chat of loaded.all.value) chat.onMessage(message)
    return
  }
  const { chatId } = message
  const chat = loaded.find(chatId)
  if (chat) chat.onMessage(message)
  // Load a chat that streams elsewhere: if that tab is closed, another one has to continue the answer.
  else if (message.type === 'state' && message.status !== 'ready' && message.status !== 'error') {
    void refreshList()
      .then(() => loaded.load(chatId))
      .then((streaming) => streaming?.onMessage(message))
  }
}
