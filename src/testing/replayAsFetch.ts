import { methodOf, signalOf } from './asked.ts'
import { createPlayer } from './player.ts'
import type { ReplayOptions } from './replayOptions.ts'
import type { Tape } from './tape.ts'

/**
 * Makes a `fetch` that answers from a tape, without any network: transports, decoding and dialects are the
 * real ones.
 *
 * Each request gets the next answer that was recorded for its method, whatever its address is. Where there
 * is none left it gets a 501 that says so. Without a `speed` everything is there at once, and no timer runs.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which it names, or where no answer can be cut
 * @example
 * const chat = useChatStream({ url, fetch: replayAsFetch(tape, { chunk: 1 }) })
 * @example
 * // The connection breaks after the second event.
 * const fetch = replayAsFetch(tape, { cutAfter: { events: 2 } })
 */
export function replayAsFetch(tape: Tape, options: ReplayOptions = {}): typeof globalThis.fetch {
  const play = createPlayer(tape, options)
  return async (input, init) => {
    const method = methodOf(input, init)
    return play((exchange) => exchange.method === method, method, signalOf(input, init))
  }
}
