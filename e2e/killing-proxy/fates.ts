import { createPicker, createRandom } from '../bench/random.ts'

/** From `min` to `max`, both included; at least 1. */
export interface ByteRange {
  readonly min: number
  readonly max: number
}

/** How connections die. */
export interface Harm {
  /** The n-th connection of a seed always has the same fate. @default 1 */
  readonly seed?: number
  /** Bytes from the client, whole requests or parts of them, until the kill. @default never */
  readonly upward?: ByteRange
  /** Bytes from the server until the kill, counted over all answers of a connection. @default never */
  readonly downward?: ByteRange
  /**
   * The share of connections that are let through, from 0 to 1. Clients that keep connections for their
   * next request soon have such ones alone: the others are dead. @default 0
   */
  readonly unharmed?: number
  /**
   * The share of kills that are resets, as of a crashed machine or a firewall, from 0 to 1. The others
   * are orderly ends at a wrong moment. @default 0.5
   */
  readonly resets?: number
}

/** What becomes of one connection. */
export interface Fate {
  /** Bytes from the client until the kill; `Infinity` for never. */
  readonly upward: number
  /** Bytes from the server until the kill. */
  readonly downward: number
  readonly isReset: boolean
}

/**
 * Makes the fates of connections, one after the other.
 *
 * @throws RangeError for a range or a share that is none, naming it
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
    // Always the same number of draws, so that another share leaves the other fates as they are.
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
