import { readRecords } from '../core/index.ts'
import { playBody } from './playBody.ts'
import { rechunk } from './rechunk.ts'
import type { TapeExchange } from './tape.ts'
import { toTimedBytes } from './timedBytes.ts'

/**
 * Finds out after how many bytes each event of an answer is whole: a chat that has as many, has it.
 *
 * @throws {ChatStreamError} `content-type` for an answer that is no stream of events
 */
export async function eventEnds({ headers, pieces }: TapeExchange): Promise<number[]> {
  // Read as a chat does, a byte at a time, so that both agree on what an event is in every format.
  const bytes = rechunk(pieces.map(toTimedBytes), 1)
  const body = playBody(bytes, { from: 0, speed: Infinity, end: 'clean' })
  let count = 0
  const records = readRecords(new Response(body, { headers }), () => (count += 1))
  const ends: number[] = []
  while (!(await records.next()).done) ends.push(count)
  return ends
}
