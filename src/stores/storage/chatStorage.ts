import type { ChatMessage } from '../../core/index.ts'
import type { ChatSettings, StorageUsage } from '../../model/index.ts'

/** A saved chat without its messages. Times are milliseconds since 1970. */
export interface ChatRow {
  readonly id: string
  readonly title: string
  readonly createdAt: number
  readonly updatedAt: number
  /** Text that was typed but not sent yet. */
  readonly draft: string
  /** Id of the last message of the open branch; absent if the chat has never had another branch. */
  readonly leaf?: string | undefined
  /** Time of its last question. Rows of older versions lack it. */
  readonly askedAt?: number | undefined
  /** Whether it is listed above the other chats. */
  readonly pinned?: boolean | undefined
  /** Whether it is archived, and therefore listed separately. */
  readonly archived?: boolean | undefined
  /** Whether an answer has received text or ended that the user has not seen yet. */
  readonly unread?: boolean | undefined
  /** Settings that are sent to the model along with the messages. */
  readonly settings?: ChatSettings | undefined
}

/** Changes of a chat: only the fields to set. */
export type ChatPatch = Partial<Omit<ChatRow, 'id'>>

/** A message and its place in the chat. */
export interface PlacedMessage {
  /** Any finite number. Messages are sorted by it in ascending order; there may be gaps. */
  readonly position: number
  /**
   * Id of the message that it follows; null if it begins the chat. Absent in rows written before chats had
   * branches: such a message follows the one before it.
   */
  readonly parent?: string | null | undefined
  readonly message: ChatMessage
}

export interface MessageChanges {
  /** New, changed and moved messages; an existing message is replaced by its id. */
  readonly put?: readonly PlacedMessage[]
  /** Ids of removed messages. */
  readonly remove?: readonly string[]
  /** Changes of the chat itself, written in the same transaction. */
  readonly chat?: ChatPatch
}

/**
 * Whether changes reach the disk.
 *
 * - `ok`: they are stored, or are about to be.
 * - `full`: the disk or the browser's share of it is full. New changes are held in memory and written as soon
 *   as there is space.
 * - `unavailable`: the database cannot be opened, as in some private windows, is broken or does not answer. All
 *   changes are held in memory, and written if the database opens later.
 * - `outdated`: another tab runs a newer version of the app and has upgraded the database. All changes are held
 *   in memory until this page is reloaded.
 */
export type StorageState = 'ok' | 'full' | 'unavailable' | 'outdated'

/**
 * Storage of the saved chats. Its promises never reject: changes that cannot be stored are held in memory,
 * reads include them as if they were stored, and `state` reports the problem.
 *
 * If the database cannot be opened, reads return only what is held in memory. Read again when `state` changes
 * from `unavailable` to `ok`.
 */
export interface ChatStorage {
  readonly state: StorageState
  /** The error behind a `state` other than `ok`. Use it for reports, not for decisions. */
  readonly problem: Error | undefined
  /**
   * How many of the rows read last could not be understood, because a newer version wrote them or they are
   * damaged. Such rows are skipped, and stay in the database.
   */
  readonly unreadable: number
  /** Calls `listener` at each change of `state`. Returns a function that unsubscribes it. */
  subscribe(listener: (state: StorageState) => void): () => void

  /** Returns all chats, in no particular order. */
  readChats(): Promise<readonly ChatRow[]>
  /** Returns the messages of a chat, ordered by position. */
  readMessages(chatId: string): Promise<readonly PlacedMessage[]>
  /**
   * Returns the ids of chats with an answer without an outcome: it is streaming, or its page was closed before
   * it ended.
   */
  readUnfinished(): Promise<readonly string[]>

  /**
   * Changes only these fields, so that both changes survive if two tabs change different fields.
   *
   * A patch with `createdAt` creates the chat if it does not exist; fields missing from the patch are empty
   * then. Any other patch of a missing chat does nothing, and neither does `saveMessages`: a chat removed in
   * one tab must not reappear in part because another tab still has it open.
   *
   * Like all writes, resolves when the change is stored, or when it has to be held in memory.
   */
  patchChat(id: string, changes: ChatPatch): Promise<void>
  /**
   * Writes and removes messages and patches their chat, in one transaction. Of a row that is still waiting to
   * be written, only the newest version is written.
   */
  saveMessages(chatId: string, changes: MessageChanges): Promise<void>
  /** Removes a chat with all its messages. */
  removeChat(id: string): Promise<void>
  /**
   * Retries the writes held in memory, and opens the database if it could not be opened before. Call it from a
   * button, and when the page becomes visible again. Resolves when the attempt is finished.
   */
  retry(): Promise<void>

  /** Keeps unstored changes in this tab for the next page. Call it when the page is being closed. */
  keepUnwritten(): void
  /** Stores the changes that the previous page had no time to store. Call it before reading anything. */
  writeUnwritten(): Promise<void>

  /** Returns the usage of the browser's storage; undefined if the browser does not report it. */
  usage(): Promise<StorageUsage | undefined>
  /** Asks the browser never to clear the storage automatically. The browser may ask the user, or refuse. */
  persist(): Promise<boolean>
  /** Writes pending changes and closes the database. Later changes are held in memory. */
  close(): Promise<void>
}
