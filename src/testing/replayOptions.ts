import { checkName, checkOption } from '../core/internal.ts'
import { checkChunk, type Chunk } from './rechunk.ts'

/** A place in a body: after so many bytes, or after so many whole events. */
export type CutPlace = { readonly bytes: number } | { readonly events: number }

/**
 * How a cut shows to whoever reads.
 *
 * - `network-error`: the connection breaks
 * - `clean-end`: the body ends, as if that were all
 * - `silence`: nothing more comes, and the connection stays open
 */
export type CutAs = 'network-error' | 'clean-end' | 'silence'

export interface ReplayOptions {
  /** How many times as fast as it was recorded; above 0. `Infinity` is at once, without any timer. @default Infinity */
  speed?: number
  /**
   * In which pieces the body comes: of so many bytes (1 for each byte alone), of the sizes in a list, over
   * and over, or of random sizes that are the same for the same seed.
   * @default as recorded
   */
  chunk?: Chunk
  /** Where the tape's first answer of status 2xx is cut off. @default nowhere */
  cutAfter?: CutPlace
  /** How that shows. @default 'network-error' */
  cutAs?: CutAs
}

/** @throws {ChatStreamError} `argument` for a wrong option, which it names */
export function checkReplayOptions({ speed = 1, chunk, cutAfter, cutAs }: ReplayOptions): void {
  checkOption('speed', speed, speed > 0, 'a number above 0')
  checkName('cutAs', cutAs, ['network-error', 'clean-end', 'silence'])
  if (chunk !== undefined) checkChunk(chunk)
  for (const [unit, count] of Object.entries(cutAfter ?? {})) {
    checkName('cutAfter', unit, ['bytes', 'events'])
    checkOption(`cutAfter.${unit}`, count, Number.isInteger(count) && count >= 0, 'a count from 0')
  }
}
