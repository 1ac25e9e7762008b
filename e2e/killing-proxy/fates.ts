import { createPicker, createRandom } from '../bench/random.ts'

/** A range from `min` to `max` bytes, both included. `min` is at least 1. */
export interface ByteRange {
  readonly min: number
  readonly max: number
}

/** How the proxy kills connections. */
export interface Harm {
  /** Seed of the random fates: the nth connection of a seed always has the same fate. @default 1 */
  readonly seed?: number
  /** Bytes from the client until the kill, counted over all requests of a connection. @default never */
  readonly upward?: ByteRange
  /** Bytes from the server until the kill, counted over all answers of a connection. @default never */
  readonly downward?: ByteRange
  /**
   * The share of connections that are never killed, from 0 to 1. Clients that reuse connections soon use only these:
   * the others are dead. @default 0
   */
  readonly unharmed?: number
  /**
   * The share of kills that are resets, as after a crash or from a firewall, from 0 to 1. The others are orderly ends
   * at a wrong moment. @default 0.5
   */
  readonly resets?: number
}

/** When and how the proxy kills one connection. */
export interface Fate {
  /** Bytes from the client until the kill; `Infinity` for never. */
  readonly upward: number
  /** Bytes from the server until the kill. */
  readonly downward: number
  readonly isReset: boolean
}

/**
 * Creates a function that returns the fate of each connection in turn.
 *
 * @throws RangeError if a range or a share is wrong; the message names it
 */
export function createFates(harm: Harm): () => Fate {
  const { seed = 1, upward, downward, unharmed = 0, resets = 0.5 } = harm
  checkRange('upward', upward)
  checkRange('downward', downward)
  checkShare('unharmed', unharmed)
  checkShare('resets', resets)
  const random = createRandom(seed)
  const { between } = createPicker(random)
  const draw = (range: ByteRange | undefined) =>
    range ? between(range.min, range.max) : Number.POSITIVE_INFINITY

  return () => {
    // Always draw the same number of values, so that another share does not change the other fates.
    const isUnharmed = random() < unharmed
    const fate = { upward: draw(upward), downward: draw(downward), isReset: random() < resets }
    return isUnharmed ? { ...fate, upward: Infinity, downward: Infinity } : fate
  }
}

function checkRange(name: string, range: ByteRange | undefined): void {
  if (!range) return
  const { min, max } = range
  if (Number.isSafeInteger(min) && Number.isSafeInteger(max) && min >= 1 && max >= min) return
  throw new RangeError(
    `${name} must be whole numbers of bytes, 1 ≤ min ≤ max, not ${min} to ${max}.`,
  )
}

function checkShare(name: string, share: number): void {
  if (share >= 0 && share <= 1) return
  throw new RangeError(`${name} must be a share from 0 to 1, not ${share}.`)
}
