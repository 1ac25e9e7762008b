import type { StreamRecord } from '../../core/index.ts'
import { afterPromises } from '../afterPromises.ts'

/** A queue of records that a test sends to a chat one by one. */
export interface RecordQueue {
  /** The records that the transport yields, until `end` is called or the reader stops. */
  readonly records: AsyncGenerator<StreamRecord, void, undefined>
  /** Resolves when the chat has processed the record and its immediate effects have happened. */
  push(record: StreamRecord): Promise<void>
  /** Ends the stream after the queued records: cleanly, or with `error` as a broken connection. */
  end(error?: { readonly thrown: unknown }): Promise<void>
  /** Resolves when the reader has stopped, or has received everything. */
  readonly closed: Promise<void>
}

export function createRecordQueue(signal: AbortSignal): RecordQueue {
  const waiting: { record: StreamRecord; onProcessed: () => void }[] = []
  let ending: { thrown?: unknown } | undefined
  let notifyReader = () => {}
  let close = () => {}
  const closed = new Promise<void>((resolve) => (close = resolve))
  signal.addEventListener('abort', () => notifyReader(), { once: true })

  async function* read(): AsyncGenerator<StreamRecord, void, undefined> {
    try {
      while (!signal.aborted) {
        const next = waiting.shift()
        if (next) {
          yield next.record
          // The generator continues when the reader requests the next record, so it has processed this one.
          next.onProcessed()
        } else if (ending) {
          if ('thrown' in ending) throw ending.thrown
          return
        } else await new Promise<void>((resolve) => (notifyReader = resolve))
      }
    } finally {
      close()
    }
  }

  return {
    records: read(),
    push(record) {
      const processed = new Promise<void>((resolve) =>
        waiting.push({ record, onProcessed: resolve }),
      )
      notifyReader()
      return Promise.race([processed, closed]).then(afterPromises)
    },
    end(error) {
      ending = { ...error }
      notifyReader()
      return closed.then(afterPromises)
    },
    closed,
  }
}
