import type { ChatMessage } from '../../core/index.ts'
import type { ChatRow } from '../storage/chatStorage.ts'

/** A chat as it goes into a file and comes out of one: everything that is stored of it. */
export interface TransferredChat extends ChatRow {
  /** In their order. */
  readonly messages: readonly ChatMessage[]
}
