import type { RunLogEntry } from '../runs/runLog.ts'
import type { Reply } from './connection.ts'

/** Reads the entries of a stream, as XRANGE and XREAD answer them: `[['7-0', ['data', '…']], …]`. */
export function readEntries(reply: Reply | undefined): RunLogEntry[] {
  return listOf(reply).map((entry) => {
    const [id, fields] = listOf(entry)
    const [, data, , event] = listOf(fields)
    const seq = Number.parseInt(String(id), 10)
    return event === 'close' || event === 'error'
      ? { seq, event, data: String(data) }
      : { seq, data: String(data) }
  })
}

/** What is no list has nothing in it. */
export function listOf(reply: Reply | undefined): readonly Reply[] {
  return Array.isArray(reply) ? reply : []
}
