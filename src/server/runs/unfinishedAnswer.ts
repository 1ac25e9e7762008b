import type { AnswerPart } from '../types.ts'
import { byteLength } from './byteLength.ts'
import { isLast, type RunLog } from './runLog.ts'

/** The part of an answer that a log holds, if the answer did not end. */
export interface UnfinishedAnswer {
  /** The parts, one per entry of the log. */
  readonly parts: readonly AnswerPart[]
  readonly bytes: number
  /** Length of the text, in UTF-16 units. */
  readonly length: number
}

export const NO_TEXT_YET: UnfinishedAnswer = { parts: [], bytes: 0, length: 0 }

/**
 * Reads the parts that earlier drivers wrote. Call it when none of them can write anymore.
 *
 * @returns undefined if the log ended or is gone
 */
export async function readUnfinishedAnswer(
  log: RunLog,
  run: string,
): Promise<UnfinishedAnswer | undefined> {
  const head = await log.head(run)
  return !head || head.isEnded ? undefined : readWritten(log, run)
}

/**
 * Reads the parts of an answer that are written, whether or not it ended.
 *
 * @returns undefined if the log is gone
 */
export async function readWritten(log: RunLog, run: string): Promise<UnfinishedAnswer | undefined> {
  const head = await log.head(run)
  if (!head) return undefined
  const never = new AbortController().signal
  const parts: AnswerPart[] = []
  let bytes = 0
  for (let last = 0; last < head.seq;) {
    const entries = await log.read(run, last, never)
    if (entries.length === 0) return undefined
    for (const entry of entries) {
      last = entry.seq
      if (isLast(entry)) break
      bytes += byteLength(entry.data)
      // Every entry but the last one of an ended log is a part.
      parts.push(JSON.parse(entry.data) as AnswerPart)
    }
  }
  return { parts, bytes, length: lengthOf(parts) }
}

function lengthOf(parts: readonly AnswerPart[]): number {
  return parts.reduce((sum, delta) => sum + ('content' in delta ? delta.content.length : 0), 0)
}
