import type { ChatMessage } from '../../core/index.ts'

/** A question and what came of it. */
export interface Turn {
  readonly id: string
  readonly messages: readonly ChatMessage[]
}

/**
 * Groups a conversation by its questions. What comes before the first question is a turn of its own.
 *
 * @param before - the turns as they were: those of the same messages stay the same objects
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
    const former = before[index]
    return former && isSame(former, turn) ? former : turn
  })
}

function isSame(one: Turn, other: Turn): boolean {
  return (
    one.messages.length === other.messages.length &&
    one.messages.every((message, index) => message === other.messages[index])
  )
}
