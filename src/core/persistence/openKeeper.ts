import { loadCode } from '../loadCode.ts'
import type { ChatKeeper, KeptChat } from './keepChat.ts'

/**
 * Loads the code that stores a chat, and restores the chat: see `keepChat`.
 *
 * @throws {ChatStreamError} `network`, as a rejection, if the code cannot be loaded
 */
export async function openKeeper(chat: KeptChat): Promise<ChatKeeper> {
  const { keepChat } = await loadCode(import('./keepChat.ts'), 'code that stores chats')
  return keepChat(chat)
}
