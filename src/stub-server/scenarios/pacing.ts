/** How long the embedded model pauses before each token, in milliseconds: a value from `min` to `max`. */
export interface Pace {
  readonly min: number
  readonly max: number
}

/** About the pace of a hosted model: 25 to 65 tokens per second. */
export const DEFAULT_PACE: Pace = { min: 15, max: 40 }

/** Sends tokens without pauses. */
export const NO_PAUSE: Pace = { min: 0, max: 0 }

/**
 * Parses a pace such as `15-40` or `20`, in milliseconds.
 *
 * @returns undefined if the text is not a pace, or exceeds one minute per token
 */
export function parsePace(text: string): Pace | undefined {
  const [, low, high = low] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? []
  const min = Number(low)
  const max = Number(high)
  return min <= max && max <= 60_000 ? { min, max } : undefined
}

/**
 * Creates the generator of an answer's pauses. They only look random: the same seed gives the same
 * pauses, so that a run is reproducible (the algorithm is mulberry32).
 */
export function createPauses({ min, max }: Pace, seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    const fraction = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
    return min + fraction * (max - min)
  }
}
