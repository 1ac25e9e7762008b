import type { MessageMatches } from './findMatches.ts'

/** One match, known by where it begins: it stays the same one while its message grows. */
export interface Match {
  readonly messageId: string
  readonly start: number
}

/** A place between matches: in a message, behind so many of its matches. */
export interface PlaceAmongMatches {
  readonly messageId: string
  readonly passed: number
}

export function countOf(found: readonly MessageMatches[]): number {
  return found.reduce((sum, { starts }) => sum + starts.length, 0)
}

/** Which one of all it is, from 1 on; 0 where it is none of them any more. */
export function numberOf(found: readonly MessageMatches[], match: Match | undefined): number {
  let before = 0
  for (const { messageId, starts } of found) {
    const index = messageId === match?.messageId ? starts.indexOf(match.start) : -1
    if (index !== -1) return before + index + 1
    before += starts.length
  }
  return 0
}

/** The match of a number, round and round: behind the last one comes the first. */
export function matchAt(found: readonly MessageMatches[], number: number): Match | undefined {
  const count = countOf(found)
  let index = (((number - 1) % count) + count) % count
  for (const { messageId, starts } of found) {
    const start = starts[index]
    if (start !== undefined) return { messageId, start }
    index -= starts.length
  }
  return undefined
}

/**
 * How many matches are before a place.
 *
 * @param messageIds - all of the conversation, in their order
 */
export function countBefore(
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
