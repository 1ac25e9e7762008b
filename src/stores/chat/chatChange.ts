import type { ChatMessage, MessagesChange } from '../../core/index.ts'

/**
 * What changed in the shown messages of a chat. The stream reports its own changes; everything else in the store
 * that changes the messages adds one of these reasons:
 *
 * - `edit`: the messages from an edited question on were left out, before the edited one is sent
 * - `version`: another branch was opened
 * - `removed`: a turn was removed
 * - `undo`: a removed turn was restored
 * - `loaded`: the stored messages were read, which another tab may have changed
 */
export type ChatChange =
  | MessagesChange
  | {
      readonly type: 'replaced'
      readonly reason: 'edit' | 'version' | 'removed' | 'undo' | 'loaded'
    }

/** Shows other messages, and passes on what changed. Does nothing if the list is the same object. */
export type ChangeMessages = (messages: readonly ChatMessage[], change: ChatChange) => void

/** Returns the change of a message that got a new state. */
export function stateChange(message: ChatMessage, before: ChatMessage): ChatChange {
  return { type: message.outcome ? 'ended' : 'delta', message, before }
}
