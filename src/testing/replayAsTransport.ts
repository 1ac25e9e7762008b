import { responseError, streamOf } from '../core/internal.ts'
import type { Transport } from '../core/index.ts'
import { isAnswer } from './answers.ts'
import { createPlayer } from './player.ts'
import type { ReplayOptions } from './replayOptions.ts'
import type { Tape } from './tape.ts'

/**
 * Makes a transport that answers from a tape: for a chat to which a test can give no `fetch`, or that uses
 * a native `EventSource`. The tape may have been recorded with any transport; each request gets the next
 * answer on it. Nothing is resumed, and nothing stopped at a server: use {@link replayAsFetch} for that.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which it names, or where no answer can be cut
 * @example
 * mount(SupportChat, { props: { transport: replayAsTransport(tape) } })
 */
export function replayAsTransport(tape: Tape, options: ReplayOptions = {}): Transport {
  const play = createPlayer(tape, options)
  return async function* (_question, context) {
    const response = await play(isAnswer, 'a question', context.signal)
    if (!response.ok) throw await responseError(response)
    yield* streamOf(response, context)
  }
}
