import type { ChatMessage } from '../../core/index.ts'

/** A question with its answer. */
export interface Turn {
  readonly id: string
  readonly messages: readonly ChatMessage[]
}

/**
 * Groups the messages of a chat into turns. Messages before the first question are a separate turn.
 *
 * @param before - the previous turns. A turn whose messages are unchanged stays the same object.
 */
export function turnsOf(
  messages: readonly ChatMessage[],
  before: readonly Turn[] = [],
): readonly Turn[] {
  const turns: { id: string; messages: ChatMessage[] }[] = []
  for (const message of messages) {
    const turn = turns.at(-1)
    if (!turn || message.role === 'user') turns.push({ id: message.id, messages: [message] })
    else turn.messages.push(message)
  }
  return turns.map((turn, index) => {
    const previous = before[index]
    return previous && hasSameMessages(previous, turn) ? previous : turn
  })
}

function hasSameMessages(turn: Turn, other: Turn): boolean {
  return (
    turn.messages.length === other.messages.length &&
    turn.messages.every((message, index) => message === other.messages[index])
  )
}
