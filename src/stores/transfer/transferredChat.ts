import type { ChatMessage } from '../../core/index.ts'
import type { ChatRow, PlacedMessage } from '../storage/chatStorage.ts'

/** A message with the id of its parent, as in {@link PlacedMessage}. */
export interface TransferredMessage extends ChatMessage {
  readonly parent?: string | null | undefined
}

/** A chat as it is exported and imported: everything that is stored of it. */
export interface TransferredChat extends ChatRow {
  /** The messages of all branches, in the order in which they were written. */
  readonly messages: readonly TransferredMessage[]
}

export function toTransferred({ parent, message }: PlacedMessage): TransferredMessage {
  return parent === undefined ? message : { ...message, parent }
}

export function toPlaced(messages: readonly TransferredMessage[]): readonly PlacedMessage[] {
  return messages.map(({ parent, ...message }, position) => ({ position, parent, message }))
}
