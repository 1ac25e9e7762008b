import { ChatStreamError } from '../core/index.ts'
import { findEventEnds } from './eventEnds.ts'
import type { CutPlace } from './replay/replayOptions.ts'
import type { TapeExchange } from './tape/tape.ts'
import { countBytes, toTimedBytes, type TimedBytes } from './tape/timedBytes.ts'

/**
 * Returns the pieces of an exchange up to a place in its body.
 *
 * @throws {ChatStreamError} of kind `argument` if the body ends before that place
 */
export async function cutPieces(exchange: TapeExchange, place: CutPlace): Promise<TimedBytes[]> {
  const pieces = exchange.pieces.map(toTimedBytes)
  let remaining = await findCutOffset(exchange, pieces, place)
  const cut: TimedBytes[] = []
  for (const { at, bytes } of pieces) {
    if (remaining === 0) break
    cut.push({ at, bytes: bytes.slice(0, remaining) })
    remaining = Math.max(0, remaining - bytes.byteLength)
  }
  return cut
}

async function findCutOffset(
  exchange: TapeExchange,
  pieces: readonly TimedBytes[],
  place: CutPlace,
): Promise<number> {
  if ('bytes' in place) {
    const size = countBytes(pieces)
    if (place.bytes <= size) return place.bytes
    throw createCutError('bytes', place.bytes, size)
  }
  const ends = [0, ...(await findEventEnds(exchange))]
  const end = ends[place.events]
  if (end !== undefined) return end
  throw createCutError('events', place.events, ends.length - 1)
}

function createCutError(unit: 'bytes' | 'events', count: number, size: number): ChatStreamError {
  const message = `The answer cannot be cut after ${count} ${unit}: the tape has only ${size}. Use a smaller \`cutAfter.${unit}\`.`
  return new ChatStreamError('argument', message)
}
