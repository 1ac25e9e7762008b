import type { MessageMatches } from './findMatches.ts'

/** One match, identified by its start, which doesn't change while its message grows. */
export interface Match {
  readonly messageId: string
  readonly start: number
}

/** A place between matches: in a message, after `passed` of its matches. */
export interface PlaceAmongMatches {
  readonly messageId: string
  readonly passed: number
}

/** Returns the number of all matches. */
export function countMatches(found: readonly MessageMatches[]): number {
  return found.reduce((sum, { starts }) => sum + starts.length, 0)
}

/** Returns the number of a match among all, from 1; 0 if the match is gone. */
export function matchNumber(found: readonly MessageMatches[], match: Match | undefined): number {
  let before = 0
  for (const { messageId, starts } of found) {
    const index = messageId === match?.messageId ? starts.indexOf(match.start) : -1
    if (index !== -1) return before + index + 1
    before += starts.length
  }
  return 0
}

/** Returns the match with a number. Wraps around: after the last match follows the first. */
export function matchAt(found: readonly MessageMatches[], number: number): Match | undefined {
  const count = countMatches(found)
  let index = (((number - 1) % count) + count) % count
  for (const { messageId, starts } of found) {
    const start = starts[index]
    if (start !== undefined) return { messageId, start }
    index -= starts.length
  }
  return undefined
}

/**
 * Returns how many matches are before a place.
 *
 * @param messageIds - all messages of the chat, in their order
 */
export function countMatchesBefore(
  found: readonly MessageMatches[],
  { messageId: from, passed }: PlaceAmongMatches,
  messageIds: readonly string[],
): number {
  const order = new Map(messageIds.map((id, index) => [id, index]))
  const placeOf = (id: string) => order.get(id) ?? 0
  return found.reduce((sum, { messageId, starts }) => {
    if (messageId === from) return sum + Math.min(passed, starts.length)
    return placeOf(messageId) < placeOf(from) ? sum + starts.length : sum
  }, 0)
}
