import type { ChatMessage } from '../../../core/index.ts'
import type { PlacedMessage } from '../chatStorage.ts'

/** How a list of messages differs from the one before. */
export interface ListChanges {
  /** New, or in another place than before. */
  readonly placed: readonly PlacedMessage[]
  /** Changed in their place. */
  readonly replaced: readonly PlacedMessage[]
  /** Ids of those that went. */
  readonly removed: readonly string[]
}

/**
 * Follows a list of messages whose ids differ. Messages that did not change have to stay the same objects: the
 * work of a call is to look for those from both ends, and to compare what is between.
 *
 * Positions are times, where that is possible: what two tabs add to one chat is then in the order in which it
 * was written. What comes between two messages gets a position between theirs, so that the messages around it
 * need not be written again.
 *
 * @param saved - the list as it is stored, in its order
 */
export function followList(
  saved: readonly PlacedMessage[],
): (messages: readonly ChatMessage[]) => ListChanges {
  const positions = new Map(saved.map(({ position, message }) => [message.id, position]))
  let known: readonly ChatMessage[] = saved.map(({ message }) => message)

  function positionOf(message: ChatMessage | undefined): number | undefined {
    return message && positions.get(message.id)
  }

  return (messages) => {
    let start = 0
    const shorter = Math.min(known.length, messages.length)
    while (start < shorter && known[start] === messages[start]) start += 1
    let end = 0
    while (end < shorter - start && known.at(-1 - end) === messages.at(-1 - end)) end += 1

    const floor = positionOf(messages[start - 1]) ?? 0
    const ceiling = positionOf(messages[messages.length - end])
    let middle = place(messages.slice(start, messages.length - end), positions, floor, ceiling)
    if (!middle) {
      // There is no number left between the neighbours: the ones that follow make room.
      end = 0
      middle = place(messages.slice(start), positions, floor) ?? []
    }
    const before = new Map(
      known.slice(start, known.length - end).map((message) => [message.id, message]),
    )
    known = messages

    const placed = middle.filter(({ position, message: { id } }) => positions.get(id) !== position)
    const replaced = middle.filter(
      ({ position, message }) =>
        positions.get(message.id) === position && before.get(message.id) !== message,
    )
    for (const { message } of middle) before.delete(message.id)
    const removed = [...before.keys()]
    for (const id of removed) positions.delete(id)
    for (const { position, message } of placed) positions.set(message.id, position)
    return { placed, replaced, removed }
  }
}

/** Gives messages rising positions between two others; undefined where there are too few numbers. */
function place(
  messages: readonly ChatMessage[],
  positions: ReadonlyMap<string, number>,
  floor: number,
  ceiling?: number,
): readonly PlacedMessage[] | undefined {
  let last = floor
  const placed: PlacedMessage[] = []
  for (const message of messages) {
    const known = positions.get(message.id)
    const isRight = known !== undefined && known > last && known < (ceiling ?? Infinity)
    const position = isRight ? known : between(last, ceiling, message.createdAt)
    if (ceiling !== undefined && !(position > last && position < ceiling)) return undefined
    placed.push({ position, message })
    last = position
  }
  return placed
}

function between(floor: number, ceiling: number | undefined, createdAt: number): number {
  if (ceiling !== undefined) return (floor + ceiling) / 2
  // A message from the future would push all that follow there.
  const time = Math.min(createdAt, Date.now())
  return time > floor + 1 ? time : floor + 1
}
