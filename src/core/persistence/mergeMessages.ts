import type { ChatMessage } from '../messageTypes.ts'
import { isFinalOutcome } from '../stream/runReference.ts'
import { textLength } from '../text.ts'

/**
 * Merges the messages of this tab with those that another tab may have stored since.
 *
 * - Keeps every turn that only one of the two has.
 * - Removes a message that this tab has not changed since `base` if the other tab removed it.
 * - Of the same answer, keeps the one whose end is proven, or else the longer one, if the other tab changed it.
 *
 * @param base - what this tab last stored or read, by id
 * @returns `mine` itself if nothing is different
 */
export function mergeMessages(
  mine: readonly ChatMessage[],
  stored: readonly ChatMessage[],
  base: ReadonlyMap<string, ChatMessage>,
): readonly ChatMessage[] {
  const storedById = new Map(stored.map((message) => [message.id, message]))
  const mineIds = new Set(mine.map(({ id }) => id))
  // The stored chat may lack its oldest messages because they did not fit: nobody removed these.
  const start = mine.findIndex(({ id }) => storedById.has(id))
  const merged = mine
    .filter(
      (message, index) =>
        storedById.has(message.id) || index < start || base.get(message.id) !== message,
    )
    .map((message) => {
      const other = storedById.get(message.id)
      return other && isFurther(other, message, base.get(message.id)) ? other : message
    })
  for (const [index, message] of stored.entries()) {
    if (mineIds.has(message.id) || base.has(message.id)) continue
    const before = stored[index - 1]?.id
    let place = merged.findIndex(({ id }) => id === before) + 1
    // Keep a question of this tab and its answer together.
    while (message.role === 'user' && merged[place]?.role === 'assistant') place += 1
    merged.splice(place, 0, message)
  }
  const isSame =
    merged.length === mine.length && merged.every((each, index) => each === mine[index])
  return isSame ? mine : merged
}

/** Returns whether another tab got further with an answer than this one. */
function isFurther(
  other: ChatMessage,
  mine: ChatMessage,
  former: ChatMessage | undefined,
): boolean {
  const length = textLength(other)
  const isUnchanged = former?.outcome === other.outcome && former && textLength(former) === length
  if (isUnchanged || other.role !== 'assistant' || isFinalOutcome(mine.outcome)) return false
  return isFinalOutcome(other.outcome) || length > textLength(mine)
}
