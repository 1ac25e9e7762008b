import type { ChatMessage } from '../../core/index.ts'
import type { ChatRows } from './chatRows.ts'

/** Marks in the row of each chat whether it has an answer that the user has not seen. */
export interface UnreadAnswers {
  /** Call it when an answer that this tab streams grew or ended. */
  noteAnswer(chatId: string, answer: ChatMessage): void
  /** Call it when the user may see a chat. Marks the chat as read if `isSeen` returns true. */
  markRead(chatId: string): void
}

/** @param isSeen returns whether the user sees the chat at the moment */
export function createUnreadAnswers(
  rows: ChatRows,
  isSeen: (chatId: string) => boolean,
): UnreadAnswers {
  /**
   * The id of the answer that was marked last, by chat id. An answer is marked once at its beginning, in case the
   * tab is killed, and once at its end. Don't mark it at every delta: a tab that shows the chat would unmark it
   * each time, forever.
   */
  const markedAnswers = new Map<string, string>()

  return {
    noteAnswer(chatId, { id, outcome, parts }) {
      if (isSeen(chatId) || parts.length === 0) return
      if (outcome === undefined && markedAnswers.get(chatId) === id) return
      markedAnswers.set(chatId, id)
      if (!rows.find(chatId)?.unread) void rows.change(chatId, { unread: true })
    },
    markRead(chatId) {
      markedAnswers.delete(chatId)
      if (isSeen(chatId) && rows.find(chatId)?.unread) void rows.change(chatId, { unread: false })
    },
  }
}
