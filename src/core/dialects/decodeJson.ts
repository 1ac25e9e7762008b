import type { JsonObject } from '../json.ts'
import type { Dialect, DialectState, StreamEvent, StreamRecord } from '../types.ts'
import { readError, readErrorField } from './endMarks.ts'
import { toEvents, type Findings } from './findings.ts'
import { parsePayload } from './parsePayload.ts'

/**
 * Makes a `decode` of what is the same in all formats whose payloads are JSON objects: errors, heartbeats
 * and end marks.
 *
 * @param read finds what a payload says; several findings where their order matters
 * @param readEnd by default, `[DONE]` says nothing: it comes after an error, too
 */
export function decodeJson(
  read: (payload: JsonObject, state: DialectState) => Findings | readonly Findings[],
  readEnd: (record: StreamRecord) => readonly StreamEvent[] | undefined = ({ data }) =>
    data.trim() === '[DONE]' ? [] : undefined,
): Dialect['decode'] {
  return (record, state) => {
    if (record.event === 'error') return [readError(record.data)]
    const end = readEnd(record)
    if (end) return end
    const payload = parsePayload(record)
    return (
      readErrorField(payload) ??
      [read(payload, state)].flat().flatMap((found) => toEvents(found, state))
    )
  }
}
