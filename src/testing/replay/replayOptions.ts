import { checkName, checkOption } from '../../core/internal.ts'
import { checkChunk, type Chunk } from './rechunk.ts'

/** A place in a body: after a number of bytes, or after a number of whole events. */
export type CutPlace = { readonly bytes: number } | { readonly events: number }

/**
 * What the reader of the body sees at the cut.
 *
 * - `network-error`: the connection breaks
 * - `clean-end`: the body ends, as if it were complete
 * - `silence`: nothing more arrives, and the connection stays open
 */
export type CutAs = 'network-error' | 'clean-end' | 'silence'

export interface ReplayOptions {
  /**
   * Factor of the recorded speed, above 0. `Infinity` plays everything immediately, without timers.
   * @default Infinity
   */
  speed?: number
  /**
   * Sizes of the pieces that the body arrives in: a number of bytes (1 for single bytes), a list of sizes that is
   * repeated, or random sizes that are the same for the same seed.
   * @default as recorded
   */
  chunk?: Chunk
  /** Where to cut the tape's first answer with a 2xx status. @default nowhere */
  cutAfter?: CutPlace
  /** What the reader sees at the cut. @default 'network-error' */
  cutAs?: CutAs
}

/** @throws {ChatStreamError} of kind `argument` for an invalid option; the message names the option */
export function checkReplayOptions({ speed = 1, chunk, cutAfter, cutAs }: ReplayOptions): void {
  checkOption('speed', speed, speed > 0, 'a number above 0')
  checkName('cutAs', cutAs, ['network-error', 'clean-end', 'silence'])
  if (chunk !== undefined) checkChunk(chunk)
  for (const [unit, count] of Object.entries(cutAfter ?? {})) {
    checkName('cutAfter', unit, ['bytes', 'events'])
    checkOption(
      `cutAfter.${unit}`,
      count,
      Number.isInteger(count) && count >= 0,
      'a whole number, at least 0',
    )
  }
}
