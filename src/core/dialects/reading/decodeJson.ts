import type { JsonObject } from '../../json.ts'
import type { DialectState, StreamEvent, StreamRecord } from '../../types.ts'
import { readError, readErrorField } from './endMarks.ts'
import { parsePayload } from './parsePayload.ts'

/**
 * Reads what is the same in all formats whose payloads are JSON objects: errors, heartbeats and end marks.
 * Dialects call it when they are asked, and not to be made: so a bundler sees which ones nobody uses.
 *
 * @param read finds what a payload says
 * @param readEnd by default, `[DONE]` says nothing: it comes after an error, too
 */
export function decodeJson(
  record: StreamRecord,
  state: DialectState,
  read: (payload: JsonObject, state: DialectState) => readonly StreamEvent[],
  readEnd: (record: StreamRecord) => readonly StreamEvent[] | undefined = ({ data }) =>
    data.trim() === '[DONE]' ? [] : undefined,
): readonly StreamEvent[] {
  if (record.event === 'error') return [readError(record.data)]
  const end = readEnd(record)
  if (end) return end
  const payload = parsePayload(record)
  return readErrorField(payload) ?? read(payload, state)
}
