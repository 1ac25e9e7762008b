import type { RunLogEntry } from '../runs/runLog.ts'
import type { Reply } from './connection.ts'

/** Parses the entries of a Redis stream from an XRANGE or XREAD reply: `[['7-0', ['data', '…']], …]`. */
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

/** Returns a list reply, or an empty list for any other reply. */
export function listOf(reply: Reply | undefined): readonly Reply[] {
  return Array.isArray(reply) ? reply : []
}
