import { readRecords } from '../core/index.ts'
import { playBody } from './replay/playBody.ts'
import { rechunk } from './replay/rechunk.ts'
import type { TapeExchange } from './tape/tape.ts'
import { toTimedBytes } from './tape/timedBytes.ts'

/**
 * Returns, for each event of an answer, the number of bytes after which a chat has received it completely.
 *
 * @throws {ChatStreamError} of kind `content-type` if the answer is not a stream of events
 */
export async function findEventEnds({ headers, pieces }: TapeExchange): Promise<number[]> {
  // Read like a chat, but one byte at a time: then both agree on the ends of events in every format.
  const bytes = rechunk(pieces.map(toTimedBytes), 1)
  const body = playBody(bytes, { from: 0, speed: Infinity, end: 'clean' })
  let count = 0
  const records = readRecords(new Response(body, { headers }), () => (count += 1))
  const ends: number[] = []
  while (!(await records.next()).done) ends.push(count)
  return ends
}
