import type { ChatMessage } from '../../core/index.ts'
import type { ChatSettings } from '../../model/index.ts'
import type { ServerOptions } from '../connections/serverOptions.ts'
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
  /** Returns the options of the selected server, for a chat with these settings. They are reactive. */
  serverOptions(settings: ChatSettings | undefined): ServerOptions
  readonly storage: ChatStorage
  /** Sends a message to the other tabs. */
  post(message: TabMessage): void
  /** Called when an answer that this tab streams grew or ended. */
  onAnswerChange(chatId: string, answer: ChatMessage): void
}
