import { responseError, readResponse } from '../../core/internal.ts'
import type { Transport } from '../../core/index.ts'
import { isAnswer } from '../fake/answers.ts'
import { createPlayer } from './player.ts'
import type { ReplayOptions } from './replayOptions.ts'
import type { Tape } from '../tape/tape.ts'

/**
 * Creates a transport that answers from a tape. Use it if a test cannot pass a `fetch` to the chat, or if the chat
 * uses a native `EventSource`. The tape may have been recorded with any transport; each request gets its next answer.
 * The transport doesn't resume answers or stop runs: use {@link replayAsFetch} for that.
 *
 * @throws {ChatStreamError} of kind `argument` for an invalid option, or if the tape has no answer to cut
 * @example
 * mount(SupportChat, { props: { transport: replayAsTransport(tape) } })
 */
export function replayAsTransport(tape: Tape, options: ReplayOptions = {}): Transport {
  const play = createPlayer(tape, options)
  return async function* (_question, context) {
    const response = await play(isAnswer, 'a question', context.signal)
    if (!response.ok) throw await responseError(response)
    yield* readResponse(response, context)
  }
}
