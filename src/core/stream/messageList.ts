import type { ChatMessage, ChatTypes } from '../types.ts'

/** Storage for a chat's messages: a list that other code may read, replace and share. */
export interface MessageList {
  get(): readonly ChatMessage[]
  /**
   * Replaces the list.
   *
   * @param change - what differs from the list before, so that no code needs to compare the two
   */
  set(messages: readonly ChatMessage[], change: MessagesChange): void
}

/**
 * What a chat stream changed in its messages, and why.
 *
 * - `delta`: the streaming message has a new state, because more of the answer arrived or its run became known.
 *   Every other message is the same object as before
 * - `ended`: the same for the last state of an answer, which has an outcome; again whenever a tool call of that
 *   answer has a new state, for example because its tool has run
 * - `replaced`: the list has other messages than before
 *
 * Changes that other code makes to a shared list are not reported.
 */
export type MessagesChange<Chat extends ChatTypes = ChatTypes> =
  | {
      readonly type: 'delta' | 'ended'
      /** The new state of the message. */
      readonly message: ChatMessage<Chat>
      /** The state that it replaced in the list. */
      readonly before: ChatMessage<Chat>
    }
  | { readonly type: 'replaced'; readonly reason: ReplaceReason }

/**
 * Why a chat stream replaced the list of messages.
 *
 * - `question`: a question or tool results were added, with an answer that has no content yet
 * - `regenerate`: such an answer took the place of the former answer
 * - `restored`: nothing of that answer arrived, and the former answer is back
 * - `resume`: the last answer streams again and has no outcome any more
 * - `clear`: all messages were removed
 */
export type ReplaceReason = 'question' | 'regenerate' | 'restored' | 'resume' | 'clear'

export function createMessageList(): MessageList {
  let list: readonly ChatMessage[] = []
  return { get: () => list, set: (messages) => (list = messages) }
}

/**
 * Replaces a message by its new state. Does nothing if the list shows that state already, or if the message is
 * not in it: other code that shares the list may have removed it.
 *
 * @param restored - messages to put in its place instead
 */
export function replaceMessage(
  messages: MessageList,
  message: ChatMessage,
  restored?: readonly ChatMessage[],
): void {
  const list = messages.get()
  const index = list.findLastIndex(({ id }) => id === message.id)
  const before = list[index]
  if (!before || before === message) return
  messages.set(
    list.toSpliced(index, 1, ...(restored ?? [message])),
    restored
      ? { type: 'replaced', reason: 'restored' }
      : { type: message.outcome ? 'ended' : 'delta', message, before },
  )
}
