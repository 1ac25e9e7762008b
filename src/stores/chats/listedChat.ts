import type { Chat } from '../chat/chat.ts'
import type { ChatEntry } from '../../model/index.ts'
import type { ChatRow } from '../storage/chatStorage.ts'

/** A chat of the list, with what a search needs to know of it. */
export interface ListedChat extends ChatEntry {
  /** When its stored data last changed, in milliseconds since 1970; undefined if it is not stored yet. */
  readonly updatedAt: number | undefined
}

/** Returns the loaded and the stored chats that have a question, the one with the most recent question first. */
export function listChats(
  loaded: readonly Chat[],
  rows: readonly ChatRow[],
): readonly ListedChat[] {
  const chatsById = new Map(loaded.map((chat) => [chat.id, chat]))
  const rowsById = new Map(rows.map((row) => [row.id, row]))
  const ids = new Set([...chatsById.keys(), ...rowsById.keys()])
  return [...ids]
    .map((id) => toListed(chatsById.get(id), rowsById.get(id)))
    .filter((chat) => chat !== undefined)
    .toSorted((a, b) => b.askedAt - a.askedAt)
}

/**
 * Returns a chat as the list shows it.
 *
 * @param chat - undefined if the chat is not loaded
 * @param row - undefined if the chat is not stored
 * @returns undefined if the chat has no question yet
 */
function toListed(chat: Chat | undefined, row: ChatRow | undefined): ListedChat | undefined {
  const { id, title, createdAt } = chat ?? row ?? {}
  if (id === undefined || !title) return undefined
  return {
    id,
    title,
    isRunning: chat?.isRunning ?? false,
    askedAt: row?.askedAt ?? row?.updatedAt ?? createdAt ?? 0,
    updatedAt: row?.updatedAt,
    pinned: row?.pinned ?? false,
    archived: row?.archived ?? false,
    unread: row?.unread ?? false,
  }
}
