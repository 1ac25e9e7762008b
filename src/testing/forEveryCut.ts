import { checkName } from '../core/internal.ts'
import type { Transport } from '../core/index.ts'
import { firstAnswer } from './answers.ts'
import { eventEnds } from './eventEnds.ts'
import { replayAsFetch } from './replayAsFetch.ts'
import { replayAsTransport } from './replayAsTransport.ts'
import type { ReplayOptions } from './replayOptions.ts'
import type { Tape } from './tape.ts'
import { sizeOf, toTimedBytes } from './timedBytes.ts'

export interface ForEveryCutOptions extends Omit<ReplayOptions, 'cutAfter'> {
  /** Where to cut: before the first and after every whole event, or at every byte. @default 'event' */
  every?: 'event' | 'byte'
}

export interface CutAnswer {
  /** After how many bytes of the answer's body it is cut, from 0. */
  readonly bytes: number
  /** Everything came before the cut. */
  readonly isWhole: boolean
  /** Answers from the cut tape. */
  readonly fetch: typeof globalThis.fetch
  readonly transport: Transport
}

/**
 * Cuts the tape's first answer of status 2xx at one place after the other, from its beginning to its end,
 * and lets `run` see what comes of each. An error that `run` throws tells at which cut it was.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, or where no answer can be cut
 * @throws {Error} what `run` threw, as the `cause`
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
  const answer = firstAnswer(tape)
  const size = sizeOf(answer.pieces.map(toTimedBytes))
  const places =
    every === 'byte'
      ? Array.from({ length: size + 1 }, (_, bytes) => bytes)
      : [...new Set([0, ...(await eventEnds(answer)), size])]
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
