import { checkName } from '../core/internal.ts'
import type { Transport } from '../core/index.ts'
import { getFirstAnswer } from './fake/answers.ts'
import { findEventEnds } from './eventEnds.ts'
import { replayAsFetch } from './replay/replayAsFetch.ts'
import { replayAsTransport } from './replay/replayAsTransport.ts'
import type { ReplayOptions } from './replay/replayOptions.ts'
import type { Tape } from './tape/tape.ts'
import { countBytes, toTimedBytes } from './tape/timedBytes.ts'

export interface ForEveryCutOptions extends Omit<ReplayOptions, 'cutAfter'> {
  /** Where to cut: before the first event and after every event, or at every byte. @default 'event' */
  every?: 'event' | 'byte'
}

export interface CutAnswer {
  /** Number of bytes of the body before the cut, from 0. */
  readonly bytes: number
  /** Whether the cut is at the end, so that the body is complete. */
  readonly isWhole: boolean
  /** A `fetch` that answers from the cut tape. */
  readonly fetch: typeof globalThis.fetch
  readonly transport: Transport
}

/**
 * Cuts the tape's first answer with a 2xx status at one place after the other, from its beginning to its end, and
 * calls `run` for each cut. If `run` throws, the cuts end with an error that names the place.
 *
 * @throws {ChatStreamError} of kind `argument` for an invalid option, or if the tape has no answer to cut
 * @throws {Error} if `run` throws; its error is the `cause`
 * @example
 * await forEveryCut(tape, async ({ fetch, isWhole }) => {
 *   const answer = await createChatStream({ url, fetch }).send('Hello')
 *   expect(answer.outcome === 'complete').toBe(isWhole)
 * })
 */
export async function forEveryCut(
  tape: Tape,
  run: (cut: CutAnswer) => unknown,
  { every = 'event', ...options }: ForEveryCutOptions = {},
): Promise<void> {
  checkName('every', every, ['event', 'byte'])
  const answer = getFirstAnswer(tape)
  const size = countBytes(answer.pieces.map(toTimedBytes))
  const places =
    every === 'byte'
      ? Array.from({ length: size + 1 }, (_, bytes) => bytes)
      : [...new Set([0, ...(await findEventEnds(answer)), size])]
  for (const bytes of places) {
    const cut = { ...options, cutAfter: { bytes } }
    try {
      await run({
        bytes,
        isWhole: bytes === size,
        fetch: replayAsFetch(tape, cut),
        transport: replayAsTransport(tape, cut),
      })
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`With the answer cut after ${bytes} of ${size} bytes: ${message}`, { cause })
    }
  }
}
