import type { ChatMessage, Dialect, Transport } from '../../core/index.ts'
import type { ChatSettings } from '../../model/index.ts'
import type { ChatRow, ChatStorage, PlacedMessage } from '../storage/chatStorage.ts'
import type { TabMessage } from '../tabs/tabChannel.ts'

/** A chat without its stream: everything that is needed to restore it. */
export interface ChatRecord extends ChatRow {
  /** The messages of all branches, the oldest first. */
  readonly messages: readonly ChatMessage[]
  /** The same messages as storage has them; empty if they are not stored. */
  readonly saved: readonly PlacedMessage[]
}

/** What a chat needs from its surroundings. */
export interface ChatHost {
  /** The server that answers. Its URL is read again for every question, so that it can change at any time. */
  readonly server: {
    readonly url: string
    /** @param settings returns the settings of the chat; called again for every question */
    transportFor(settings: () => ChatSettings | undefined): Transport
    readonly dialect: Dialect
    /** How long to wait for the response headers, in milliseconds. @default that of the chat stream */
    readonly connectTimeout?: (() => number | undefined) | undefined
    /** Returns whether questions carry an idempotency key, and whether the server honors it. */
    idempotencyKey(): 'auto' | boolean
  }
  readonly storage: ChatStorage
  /** Sends a message to the other tabs. */
  post(message: TabMessage): void
  /** Called when an answer that this tab streams grew or ended. */
  onAnswerChange(chatId: string, answer: ChatMessage): void
}
