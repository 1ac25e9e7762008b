import type { ChatMessage } from '../../core/index.ts'
import type { ChatRows } from './chatRows.ts'

/** Keeps in each chat's row whether something came in it that nobody has seen. */
export interface UnreadAnswers {
  /** An answer that this tab streams grew, or ended. */
  noteGrowth(chatId: string, answer: ChatMessage): void
  /** A person may see this chat now. */
  noteSight(chatId: string): void
}

/** @param isSeen whether a person has this chat before them */
export function createUnreadAnswers(
  rows: ChatRows,
  isSeen: (chatId: string) => boolean,
): UnreadAnswers {
  /**
   * The answer that was noted last, by its chat. Once at its beginning, so that it is known if the tab is
   * killed, and once at its end: at every piece, two tabs of which one shows it would argue for ever.
   */
  const noted = new Map<string, string>()

  return {
    noteGrowth(chatId, { id, outcome, parts }) {
      if (isSeen(chatId) || parts.length === 0) return
      if (outcome === undefined && noted.get(chatId) === id) return
      noted.set(chatId, id)
      if (!rows.find(chatId)?.unread) void rows.change(chatId, { unread: true })
    },
    noteSight(chatId) {
      noted.delete(chatId)
      if (isSeen(chatId) && rows.find(chatId)?.unread) void rows.change(chatId, { unread: false })
    },
  }
}
