import type { StreamRecord } from '../core/index.ts'
import { afterPromises } from './afterPromises.ts'

/** Records on their way to a chat, which a test gives one by one. */
export interface RecordQueue {
  /** What the transport yields; over at the end, or when the reader went away. */
  readonly records: AsyncGenerator<StreamRecord, void, undefined>
  /** Resolves when the chat has taken it and everything that follows from it at once has happened. */
  push(record: StreamRecord): Promise<void>
  /** After the records that are on their way: a clean end, or with `error` a broken one. */
  end(error?: { readonly thrown: unknown }): Promise<void>
  /** Resolves when the reader went away, or had all. */
  readonly left: Promise<void>
}

export function createRecordQueue(signal: AbortSignal): RecordQueue {
  const waiting: { record: StreamRecord; onTaken: () => void }[] = []
  let ending: { thrown?: unknown } | undefined
  let wake = () => {}
  let leave = () => {}
  const left = new Promise<void>((resolve) => (leave = resolve))
  signal.addEventListener('abort', () => wake(), { once: true })

  async function* read(): AsyncGenerator<StreamRecord, void, undefined> {
    try {
      while (!signal.aborted) {
        const next = waiting.shift()
        if (next) {
          yield next.record
          // Who asks for the next one has done with this one.
          next.onTaken()
        } else if (ending) {
          if ('thrown' in ending) throw ending.thrown
          return
        } else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      leave()
    }
  }

  return {
    records: read(),
    push(record) {
      const taken = new Promise<void>((resolve) => waiting.push({ record, onTaken: resolve }))
      wake()
      return Promise.race([taken, left]).then(afterPromises)
    },
    end(error) {
      ending = { ...error }
      wake()
      return left.then(afterPromises)
    },
    left,
  }
}
