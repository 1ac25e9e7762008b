import type { Connection } from './database/databaseConnection.ts'
import type { ChatDatabase } from './database/schema.ts'
import type { Overlay } from './queue/overlay.ts'
import type { WriteQueue } from './queue/writeQueue.ts'

/** Reads rows, and counts those that cannot be understood. */
export interface RowReader {
  /**
   * Reads rows from the database, along with the changes not stored yet. Returns no rows if the database cannot
   * be opened; the connection reports that.
   */
  read<T>(
    read: (database: ChatDatabase) => Promise<readonly T[]>,
  ): Promise<{ readonly rows: readonly T[]; readonly overlay: Overlay }>
  /**
   * Skips rows that cannot be understood, and counts them.
   *
   * @param chatId the chat whose messages the rows are; undefined for the list of chats
   */
  understood<T>(
    rows: readonly unknown[],
    read: (row: unknown) => T | undefined,
    chatId?: string,
  ): readonly T[]
  /** Returns how many of the rows read last could not be understood. */
  unreadable(): number
  /** Doesn't count the messages of a chat any more. */
  forget(chatId: string): void
}

export function createRowReader(connection: Connection, queue: WriteQueue): RowReader {
  const unreadable = new Map<string | undefined, number>()
  return {
    read: (read) =>
      connection
        .use(async (database) => {
          // Take the overlay before reading: a change that is written during the read would otherwise be in
          // neither the rows nor the overlay.
          const overlay = queue.overlay()
          return { rows: await read(database), overlay }
        })
        .catch(() => ({ rows: [], overlay: queue.overlay() })),
    understood(rows, read, chatId) {
      const good = rows.map(read).filter((row) => row !== undefined)
      unreadable.set(chatId, rows.length - good.length)
      return good
    },
    unreadable: () => [...unreadable.values()].reduce((sum, count) => sum + count, 0),
    forget: (chatId) => void unreadable.delete(chatId),
  }
}
