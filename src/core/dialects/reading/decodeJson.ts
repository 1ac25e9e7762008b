import type { JsonObject } from '../../json.ts'
import type { DialectState, StreamEvent, StreamRecord } from '../../types.ts'
import { isDoneMark, isErrorName, readError, readErrorField } from './endMarks.ts'
import { parsePayload } from './parsePayload.ts'

/**
 * Reads what is the same in all formats whose payloads are JSON objects: errors, heartbeats and end marks.
 * Dialects call it in `decode`, not when they are created: this lets bundlers drop the dialects that are
 * not used.
 *
 * @param read returns the events of a payload
 * @param readEnd by default, `[DONE]` is ignored, as it also follows an error
 */
export function decodeJson(
  record: StreamRecord,
  state: DialectState,
  read: (payload: JsonObject, state: DialectState) => readonly StreamEvent[],
  readEnd: (record: StreamRecord) => readonly StreamEvent[] | undefined = ({ data }) =>
    isDoneMark(data) ? [] : undefined,
): readonly StreamEvent[] {
  if (isErrorName(record.event)) return [readError(record.data)]
  const end = readEnd(record)
  if (end) return end
  const payload = parsePayload(record)
  const events = readErrorField(payload) ?? read(payload, state)
  return events.length > 0 ? events : (readErrorField(payload, true) ?? [])
}
