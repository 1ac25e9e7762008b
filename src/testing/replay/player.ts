import { isChatStreamError } from '../../core/index.ts'
import { getFirstAnswer } from '../fake/answers.ts'
import { cutPieces } from '../cutPieces.ts'
import { createPace } from './pace.ts'
import { playBody, type PlayOptions } from './playBody.ts'
import { rechunk } from './rechunk.ts'
import { checkReplayOptions, type ReplayOptions } from './replayOptions.ts'
import type { Tape, TapeExchange } from '../tape/tape.ts'
import { toTimedBytes, type TimedBytes } from '../tape/timedBytes.ts'

/**
 * Plays the next matching exchange. Each exchange is played once.
 *
 * @param request names the request in the error message if no exchange matches
 * @throws the signal's reason if it is aborted before the response headers
 */
export type Player = (
  matches: (exchange: TapeExchange) => boolean,
  request: string,
  signal: AbortSignal | undefined,
) => Promise<Response>

/** Statuses whose responses must not have a body. */
const STATUSES_WITHOUT_BODY = [204, 205, 304]

/** An exchange that has not been played yet. */
interface RemainingExchange {
  readonly exchange: TapeExchange
  readonly isCut: boolean
}

interface Body extends Pick<PlayOptions, 'end' | 'endAt'> {
  readonly pieces: readonly TimedBytes[]
}

/** @throws {ChatStreamError} of kind `argument` for an invalid option, or if the tape has no answer to cut */
export function createPlayer(tape: Tape, options: ReplayOptions): Player {
  checkReplayOptions(options)
  const { speed = Infinity, chunk, cutAfter, cutAs = 'network-error' } = options
  // Compare indexes, not objects: a tape may contain the same exchange twice.
  const cutIndex = cutAfter && tape.exchanges.indexOf(getFirstAnswer(tape))
  const remaining = tape.exchanges.map((exchange, index) => ({
    exchange,
    isCut: index === cutIndex,
  }))

  async function getBody({ exchange, isCut }: RemainingExchange): Promise<Body> {
    return cutAfter && isCut
      ? { pieces: await cutPieces(exchange, cutAfter), end: cutAs }
      : { pieces: exchange.pieces.map(toTimedBytes), end: exchange.end, endAt: exchange.endAt }
  }

  async function play(
    played: RemainingExchange,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    const { status, headers, headAt } = played.exchange
    const { pieces, ...ending } = await getBody(played)
    await createPace(0, speed, signal)(headAt)
    signal?.throwIfAborted()
    const chunks = chunk === undefined ? pieces : rechunk(pieces, chunk)
    const body = STATUSES_WITHOUT_BODY.includes(status)
      ? null
      : playBody(chunks, { ...ending, from: headAt, speed, signal })
    return new Response(body, { status, headers })
  }

  return async (matches, request, signal) => {
    signal?.throwIfAborted()
    const index = remaining.findIndex(({ exchange }) => matches(exchange))
    const [played] = index < 0 ? [] : remaining.splice(index, 1)
    if (!played)
      return createMisuseResponse(
        `The tape has no answer left for ${request}. It plays each recorded answer once.`,
      )
    try {
      return await play(played, signal)
    } catch (error) {
      if (isChatStreamError(error)) return createMisuseResponse(error.message)
      throw error
    }
  }
}

/**
 * Returns the response to a mistake of the test. A thrown error would look like a broken connection: the chat would
 * retry, and the message would be lost. A chat never retries after a 501, and shows the message in its body.
 */
function createMisuseResponse(message: string): Response {
  return Response.json({ message }, { status: 501 })
}
