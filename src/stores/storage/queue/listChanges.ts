import type { ChatMessage } from '../../../core/index.ts'
import type { PlacedMessage } from '../chatStorage.ts'

/** Differences between a list of messages and the previous list. */
export interface ListChanges {
  /** Messages that are new or have moved. */
  readonly placed: readonly PlacedMessage[]
  /** Messages that changed but did not move. */
  readonly replaced: readonly PlacedMessage[]
  /** Ids of removed messages. */
  readonly removed: readonly string[]
}

/**
 * Returns a function that compares each list of messages with the previous one. The ids in a list must differ,
 * and messages that did not change must be the same objects: a call skips those at both ends and compares only
 * the messages in between.
 *
 * Nothing is compared while an answer streams: the caller passes the message whose state changed. Lists must be
 * compared after every other change, because an undo, an import or another tab may change several messages at
 * once, and because a message that follows another one than before is written again.
 *
 * Positions are timestamps if possible, so that messages that two tabs add to one chat are in the order in
 * which they were written. A message inserted between two others gets a position between theirs, so that its
 * neighbors need not be written again.
 *
 * @param saved - the stored list, in its order
 */
export function followList(
  saved: readonly PlacedMessage[],
): (messages: readonly ChatMessage[], changed?: ChatMessage) => ListChanges {
  const positions = new Map(saved.map(({ position, message }) => [message.id, position]))
  let known: readonly ChatMessage[] = saved.map(({ message }) => message)

  function positionOf(message: ChatMessage | undefined): number | undefined {
    return message && positions.get(message.id)
  }

  return (messages, changed) => {
    const position = positionOf(changed)
    if (changed && position !== undefined) {
      known = messages
      return { placed: [], replaced: [{ position, message: changed }], removed: [] }
    }
    let start = 0
    const shorter = Math.min(known.length, messages.length)
    while (start < shorter && known[start] === messages[start]) start += 1
    let end = 0
    while (end < shorter - start && known.at(-1 - end) === messages.at(-1 - end)) end += 1

    const floor = positionOf(messages[start - 1]) ?? 0
    const ceiling = positionOf(messages[messages.length - end])
    let middle = place(messages.slice(start, messages.length - end), positions, floor, ceiling)
    if (!middle) {
      // No number is left between the two neighbors, so the messages that follow get new positions as well.
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

/**
 * Gives messages ascending positions between two others; returns undefined if there are not enough numbers
 * between them.
 */
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
  // A message with a timestamp in the future would push all later messages there, too.
  const time = Math.min(createdAt, Date.now())
  return time > floor + 1 ? time : floor + 1
}
