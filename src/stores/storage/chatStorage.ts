import type { ChatMessage } from '../../core/index.ts'
import type { ChatSettings, StorageUsage } from '../../model/index.ts'

/** One chat without its messages. Times are milliseconds since 1970. */
export interface ChatRow {
  readonly id: string
  readonly title: string
  readonly createdAt: number
  readonly updatedAt: number
  /** What was typed and not sent yet. */
  readonly draft: string
  /** The last message of the branch that is open; absent where it has been one alone. */
  readonly leaf?: string | undefined
  /** When its last question was asked. Rows of before do not tell. */
  readonly askedAt?: number | undefined
  /** It stands above the others. */
  readonly pinned?: boolean | undefined
  /** It is put aside, and listed apart. */
  readonly archived?: boolean | undefined
  /** An answer grew or ended in it that nobody has seen yet. */
  readonly unread?: boolean | undefined
  /** What it tells the model beside its messages. */
  readonly settings?: ChatSettings | undefined
}

/** Some fields of a chat. */
export type ChatPatch = Partial<Omit<ChatRow, 'id'>>

/** A message and its place in the chat. */
export interface PlacedMessage {
  /** Any finite number, the smallest first, with gaps. */
  readonly position: number
  /**
   * The message that it follows; null where it begins the chat. Absent on what was written when chats had no
   * branches: it follows the one before it.
   */
  readonly parent?: string | null | undefined
  readonly message: ChatMessage
}

export interface MessageChanges {
  /** New messages, changed ones and moved ones; by the message's id. */
  readonly put?: readonly PlacedMessage[]
  /** Ids of messages that went. */
  readonly remove?: readonly string[]
  /** What changes of the chat itself, in the same transaction. */
  readonly chat?: ChatPatch
}

/**
 * What has become of what was written.
 *
 * - `ok`: it is stored, or about to be.
 * - `full`: the disk or the browser's share of it is full. What is new is held in memory and written as soon
 *   as there is room.
 * - `unavailable`: the browser gives no database, as in some private windows, or it broke or does not answer.
 *   Everything is held in memory, and written if the database comes after all.
 * - `outdated`: another tab runs a newer version of the app and has upgraded the database. Until this page is
 *   loaded again everything is held in memory.
 */
export type StorageState = 'ok' | 'full' | 'unavailable' | 'outdated'

/**
 * The history of chats. No promise of it is ever rejected: where something cannot be stored it is held in
 * memory, reads show it as if it were stored, and `state` tells.
 *
 * Where the database cannot be had, reads know what is held in memory alone. They are worth repeating when
 * `state` goes from `unavailable` to `ok`.
 */
export interface ChatStorage {
  readonly state: StorageState
  /** What happened, where `state` is not `ok`: for a report, not for a decision. */
  readonly problem: Error | undefined
  /**
   * How many rows of those that were read last could not be understood: a newer version wrote them, or they
   * are damaged. They are passed over, and kept.
   */
  readonly unreadable: number
  /** Calls `listener` at each change of `state`. Returns what ends that. */
  subscribe(listener: (state: StorageState) => void): () => void

  /** In no particular order. */
  readChats(): Promise<readonly ChatRow[]>
  /** In their order. */
  readMessages(chatId: string): Promise<readonly PlacedMessage[]>
  /** Ids of chats that hold an answer without an outcome: it streams, or its page went away meanwhile. */
  readUnfinished(): Promise<readonly string[]>

  /**
   * Changes just these fields, so that two tabs that change different ones both win.
   *
   * A chat comes into being by a patch that tells its `createdAt`; what that does not tell is empty. Any other
   * patch of a chat that is not there does nothing, and so does `saveMessages`: what one tab removed does not
   * come back in pieces because another tab still has it open.
   *
   * Like all writes it resolves when it is stored, or when it turned out that it has to be held in memory.
   */
  patchChat(id: string, changes: ChatPatch): Promise<void>
  /** Changes messages, and a patch of their chat, in one transaction. Of a row that waits the newest is written. */
  saveMessages(chatId: string, changes: MessageChanges): Promise<void>
  /** Removes a chat with all its messages. */
  removeChat(id: string): Promise<void>
  /**
   * Tries again to write what is held in memory, and to open a database that could not be had: for a button,
   * and for when the page comes back. Resolves when it was tried.
   */
  retry(): Promise<void>

  /** Keeps what is not stored yet in the tab, for the page that comes after this one: for when it goes away. */
  keepUnwritten(): void
  /** Stores what the page before had no time for. To be called before anything is read. */
  writeUnwritten(): Promise<void>

  /** Undefined where the browser does not tell. */
  usage(): Promise<StorageUsage | undefined>
  /** Asks the browser not to clear the storage of its own accord. It may ask the person, or refuse. */
  persist(): Promise<boolean>
  /** Writes what is under way and closes the database. What is written from then on is held in memory. */
  close(): Promise<void>
}
