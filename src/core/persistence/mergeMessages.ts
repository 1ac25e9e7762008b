import type { ChatMessage } from '../messageTypes.ts'
import { isFinalOutcome } from '../stream/runReference.ts'
import { textLength } from '../text.ts'
import { MAX_REMOVED } from './readSnapshot.ts'

export interface MergedChat {
  readonly messages: readonly ChatMessage[]
  /** Ids of messages that this tab or another one removed. */
  readonly removed: readonly string[]
}

/**
 * Merges the messages of this tab with those that another tab may have stored since.
 *
 * - Keeps every turn that only one of the two has: what is stored may lack a turn because it did not fit, or because
 *   another tab replaced it in the same moment.
 * - Removes a message that another tab removed, unless this tab has changed it since `base`.
 * - Of the same answer, keeps the one whose end is proven, or else the longer one, if the other tab changed it.
 *
 * @param base - what this tab last stored or read, by id
 * @returns `mine` itself as the messages if nothing is different
 */
export function mergeMessages(
  mine: readonly ChatMessage[],
  stored: MergedChat,
  base: ReadonlyMap<string, ChatMessage>,
): MergedChat {
  const storedById = new Map(stored.messages.map((message) => [message.id, message]))
  const mineIds = new Set(mine.map(({ id }) => id))
  const removedElsewhere = new Set(stored.removed)
  const merged = mine
    .filter((message) => !removedElsewhere.has(message.id) || base.get(message.id) !== message)
    .map((message) => {
      const other = storedById.get(message.id)
      return other && isFurther(other, message, base.get(message.id)) ? other : message
    })
  for (const [index, message] of stored.messages.entries()) {
    if (mineIds.has(message.id) || base.has(message.id)) continue
    const before = stored.messages[index - 1]?.id
    let place = merged.findIndex(({ id }) => id === before) + 1
    // Keep a question of this tab and its answer together.
    while (message.role === 'user' && merged[place]?.role === 'assistant') place += 1
    merged.splice(place, 0, message)
  }
  const isSame =
    merged.length === mine.length && merged.every((each, index) => each === mine[index])
  const removed = new Set([...stored.removed, ...base.keys()])
  // A message that is back is not removed any more, such as an answer that could not be regenerated.
  for (const { id } of merged) removed.delete(id)
  return { messages: isSame ? mine : merged, removed: [...removed].slice(-MAX_REMOVED) }
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
