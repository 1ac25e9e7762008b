import type { ChatEntry } from '../../model/index.ts'
import type { Chat } from '../chat/chat.ts'
import type { ChatRow } from '../storage/chatStorage.ts'

/** A chat of the list, with what a search needs to know of it. */
export interface ListedChat extends ChatEntry {
  /** When its stored data last changed, in milliseconds since 1970; undefined if it is not stored yet. */
  readonly updatedAt: number | undefined
}

/**
 * @param conversation - where it is loaded
 * @param row - where it is stored
 * @returns undefined where nothing was asked yet
 */
export function toListed(
  conversation: Chat | undefined,
  row: ChatRow | undefined,
): ListedChat | undefined {
  const { id, title, createdAt } = conversation ?? row ?? {}
  if (id === undefined || !title) return undefined
  return {
    id,
    title,
    isRunning: conversation?.isRunning ?? false,
    askedAt: row?.askedAt ?? row?.updatedAt ?? createdAt ?? 0,
    updatedAt: row?.updatedAt,
    pinned: row?.pinned ?? false,
    archived: row?.archived ?? false,
    unread: row?.unread ?? false,
  }
}
