import { isChatStreamError } from '../core/index.ts'
import { firstAnswer } from './answers.ts'
import { cutOff } from './cutOff.ts'
import { createPace } from './pace.ts'
import { playBody, type PlayOptions } from './playBody.ts'
import { rechunk } from './rechunk.ts'
import { checkReplayOptions, type ReplayOptions } from './replayOptions.ts'
import type { Tape, TapeExchange } from './tape.ts'
import { toTimedBytes, type TimedBytes } from './timedBytes.ts'

/**
 * Plays the next exchange that is wanted; each is played once.
 *
 * @param asked what was asked for, to be named where there is no such exchange
 * @throws the signal's reason, where it is aborted before the answer's head
 */
export type Player = (
  isWanted: (exchange: TapeExchange) => boolean,
  asked: string,
  signal: AbortSignal | undefined,
) => Promise<Response>

/** Statuses whose responses may have no body. */
const BODILESS = [204, 205, 304]

/** An exchange that waits to be played. */
interface Turn {
  readonly exchange: TapeExchange
  readonly isCut: boolean
}

interface Body extends Pick<PlayOptions, 'end' | 'endAt'> {
  readonly pieces: readonly TimedBytes[]
}

/** @throws {ChatStreamError} `argument` for a wrong option, which it names, or where no answer can be cut */
export function createPlayer(tape: Tape, options: ReplayOptions): Player {
  checkReplayOptions(options)
  const { speed = Infinity, chunk, cutAfter, cutAs = 'network-error' } = options
  // By its place: the same exchange may be on a tape twice.
  const toCut = cutAfter && tape.exchanges.indexOf(firstAnswer(tape))
  const rest = tape.exchanges.map((exchange, index) => ({ exchange, isCut: index === toCut }))

  async function bodyOf({ exchange, isCut }: Turn): Promise<Body> {
    return cutAfter && isCut
      ? { pieces: await cutOff(exchange, cutAfter), end: cutAs }
      : { pieces: exchange.pieces.map(toTimedBytes), end: exchange.end, endAt: exchange.endAt }
  }

  async function play(turn: Turn, signal: AbortSignal | undefined): Promise<Response> {
    const { status, headers, headAt } = turn.exchange
    const { pieces, ...ending } = await bodyOf(turn)
    await createPace(0, speed, signal)(headAt)
    signal?.throwIfAborted()
    const chunks = chunk === undefined ? pieces : rechunk(pieces, chunk)
    const body = BODILESS.includes(status)
      ? null
      : playBody(chunks, { ...ending, from: headAt, speed, signal })
    return new Response(body, { status, headers })
  }

  return async (isWanted, asked, signal) => {
    signal?.throwIfAborted()
    const index = rest.findIndex(({ exchange }) => isWanted(exchange))
    const [turn] = index < 0 ? [] : rest.splice(index, 1)
    if (!turn) return misplayed(`The tape has no further answer to ${asked}.`)
    try {
      return await play(turn, signal)
    } catch (error) {
      if (isChatStreamError(error)) return misplayed(error.message)
      throw error
    }
  }
}

/**
 * A mistake of the test's. Thrown, it would be a broken connection to the chat, which asks again and again
 * and has no words for it; this status is never asked again, and its body is shown.
 */
function misplayed(message: string): Response {
  return Response.json({ message }, { status: 501 })
}
