import type { ModelDelta } from '../model.ts'
import type { RunLog } from './runLog.ts'

/** The part of an answer that a log holds, if the answer did not end. */
export interface UnfinishedAnswer {
  /** The deltas, one per entry of the log. */
  readonly deltas: readonly ModelDelta[]
  readonly bytes: number
  /** Length of the text, in UTF-16 units. */
  readonly length: number
}

export const NO_TEXT_YET: UnfinishedAnswer = { deltas: [], bytes: 0, length: 0 }

/**
 * Reads the deltas that earlier drivers wrote. Call it when none of them can write anymore.
 *
 * @returns undefined if the log ended or is gone
 */
export async function readUnfinishedAnswer(
  log: RunLog,
  run: string,
): Promise<UnfinishedAnswer | undefined> {
  const head = await log.head(run)
  if (!head || head.isEnded) return undefined
  const never = new AbortController().signal
  const deltas: ModelDelta[] = []
  let bytes = 0
  while (deltas.length < head.seq) {
    const entries = await log.read(run, deltas.length, never)
    if (entries.length === 0) return undefined
    for (const { data } of entries) {
      bytes += Buffer.byteLength(data)
      // A log that did not end contains only deltas.
      deltas.push(JSON.parse(data) as ModelDelta)
    }
  }
  return { deltas, bytes, length: lengthOf(deltas) }
}

function lengthOf(deltas: readonly ModelDelta[]): number {
  return deltas.reduce((sum, delta) => sum + ('content' in delta ? delta.content.length : 0), 0)
}
