import type { Chat } from '../chat/chat.ts'
import type { ChatRow } from '../storage/chatStorage.ts'

/** What the list of chats tells of one. */
export interface ListedChat {
  readonly id: string
  readonly title: string
  readonly isRunning: boolean
  /** When its last question was asked. */
  readonly askedAt: number
  /** When what is stored of it changed last; undefined where it is not stored yet. */
  readonly updatedAt: number | undefined
  readonly pinned: boolean
  readonly archived: boolean
  readonly unread: boolean
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
