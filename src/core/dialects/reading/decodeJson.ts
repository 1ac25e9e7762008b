import { asText, type JsonObject } from '../../json.ts'
import type { DialectState, StreamEvent, StreamRecord } from '../../types.ts'
import { isErrorName, readError, readErrorField } from './endMarks.ts'
import { END, isDoneMark, STREAM_END } from './ends.ts'
import { createFormatError, parsePayload } from './parsePayload.ts'

/** An object with a value that may be a part of the answer, unlike the one in `{"content":""}`. */
const TEXT_OR_NUMBER = /^\s*\{[^]*[:[]\s*("[^"]|[-\d])/

/**
 * Reads what is the same in all formats whose payloads are JSON objects: errors, heartbeats and end marks.
 * Dialects call it in `decode`, not when they are created: this lets bundlers drop the dialects that are
 * not used.
 *
 * @throws {ChatStreamError} `format` at an end mark if no payload before it was understood
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
  const hasFailed = isErrorName(record.event)
  const end = hasFailed ? undefined : readEnd(record)
  const payload = end ? {} : parsePayload(record, !state['isRead'])
  const events = end ?? read(payload, state)
  const known = hasFailed && (events.find(({ type }) => type === 'error') ?? readError(record.data))
  const error = readErrorField(payload, events.length === 0) ?? (known ? [known] : undefined)
  if (error) {
    // The text beside an error is part of the answer, and an end beside it proves nothing.
    const deltas = events.filter(({ type }) => !hasFailed && type.endsWith('-delta'))
    return [...deltas, ...error]
  }
  // A server that does not speak this format may have the same end mark.
  const unread = asText(state['unread'])
  const isEnd = (end ?? events[0] === END[0]) && events.at(-1) === STREAM_END
  if (isEnd && unread && !state['isRead']) throw createFormatError(unread)
  if (events.length > 0) state['isRead'] = true
  else if (TEXT_OR_NUMBER.test(record.data)) state['unread'] ??= record.data
  return events
}
