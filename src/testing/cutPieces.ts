import { ChatStreamError } from '../core/index.ts'
import { eventEnds } from './eventEnds.ts'
import type { CutPlace } from './replayOptions.ts'
import type { TapeExchange } from './tape.ts'
import { sizeOf, toTimedBytes, type TimedBytes } from './timedBytes.ts'

/**
 * The pieces of an exchange as far as a place in its body.
 *
 * @throws {ChatStreamError} `argument` where the body ends before that place
 */
export async function cutOff(exchange: TapeExchange, place: CutPlace): Promise<TimedBytes[]> {
  const pieces = exchange.pieces.map(toTimedBytes)
  let rest = await bytesBefore(exchange, pieces, place)
  const kept: TimedBytes[] = []
  for (const { at, bytes } of pieces) {
    if (rest === 0) break
    kept.push({ at, bytes: bytes.slice(0, rest) })
    rest = Math.max(0, rest - bytes.byteLength)
  }
  return kept
}

async function bytesBefore(
  exchange: TapeExchange,
  pieces: readonly TimedBytes[],
  place: CutPlace,
): Promise<number> {
  if ('bytes' in place) {
    const size = sizeOf(pieces)
    if (place.bytes <= size) return place.bytes
    throw pastTheEnd(`${place.bytes} bytes`, size)
  }
  const ends = [0, ...(await eventEnds(exchange))]
  const end = ends[place.events]
  if (end !== undefined) return end
  throw pastTheEnd(`${place.events} events`, ends.length - 1)
}

function pastTheEnd(place: string, size: number): ChatStreamError {
  const message = `The answer cannot be cut after ${place}: it has ${size}.`
  return new ChatStreamError('argument', message)
}
