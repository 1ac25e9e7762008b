import type { ModelDelta } from '../model.ts'
import type { RunLog } from './runLog.ts'

/** What a log holds of an answer that did not end. */
export interface UnfinishedAnswer {
  /** One for each entry. */
  readonly deltas: readonly ModelDelta[]
  readonly bytes: number
  /** UTF-16 units of the text. */
  readonly length: number
}

export const NO_TEXT_YET: UnfinishedAnswer = { deltas: [], bytes: 0, length: 0 }

/**
 * Reads back what a driver wrote. To be called when no other can write any more.
 *
 * @returns undefined where the log ended or is gone
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
      // A driver writes nothing else into a log that did not end.
      deltas.push(JSON.parse(data) as ModelDelta)
    }
  }
  return { deltas, bytes, length: lengthOf(deltas) }
}

function lengthOf(deltas: readonly ModelDelta[]): number {
  return deltas.reduce((sum, delta) => sum + ('content' in delta ? delta.content.length : 0), 0)
}
