import { getMethod, getSignal } from '../fetchArguments.ts'
import { createPlayer } from './player.ts'
import type { ReplayOptions } from './replayOptions.ts'
import type { Tape, TapeExchange } from '../tape/tape.ts'

/**
 * Creates a `fetch` that answers from a tape, without any network. Transports, decoding and dialects are the real ones.
 *
 * Each request gets the next answer that was recorded for its method, whatever its URL is. If no answer is left, it
 * gets a 501 with a message that explains this. Without a `speed`, everything arrives immediately and no timer runs.
 *
 * @throws {ChatStreamError} of kind `argument` for an invalid option, or if the tape has no answer to cut
 * @example
 * const chat = useChatStream({ url, fetch: replayAsFetch(tape, { chunk: 1 }) })
 * @example
 * // The connection breaks after the second event.
 * const fetch = replayAsFetch(tape, { cutAfter: { events: 2 } })
 */
export function replayAsFetch(tape: Tape, options: ReplayOptions = {}): typeof globalThis.fetch {
  const play = createPlayer(tape, options)
  return async (input, init) => {
    const method = getMethod(input, init)
    const matches = (exchange: TapeExchange) => exchange.method === method
    return play(matches, `a ${method} request`, getSignal(input, init))
  }
}
