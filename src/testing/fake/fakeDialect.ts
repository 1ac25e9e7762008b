import {
  ChatStreamError,
  type Dialect,
  dialects,
  type StreamEvent,
  type StreamRecord,
} from '../../core/index.ts'
import { encodeEvent } from '../encodeEvent.ts'

/** An event name that only this dialect accepts: the fake transport recognizes the dialect by it. */
const FAKE_EVENT = 'vue-chat-stream-fake'

/** The event that each record carries. */
const events = new WeakMap<StreamRecord, StreamEvent>()

/** Passes the test's events on unchanged. Decodes other records like the dialect `content`. */
export const fakeDialect: Dialect = {
  name: 'fake',
  events: [FAKE_EVENT],
  decode(record, state) {
    const event = events.get(record)
    return event ? [event] : dialects.content.decode(record, state)
  },
  end: () => [{ type: 'finish', outcome: 'complete' }],
}

/**
 * Returns a record that the chat's dialect decodes to the event.
 *
 * @param acceptedEvents the event names that the chat's dialect accepts
 * @throws {ChatStreamError} of kind `argument` if the chat's dialect cannot express the event
 */
export function toRecord(event: StreamEvent, acceptedEvents: readonly string[]): StreamRecord {
  if (!acceptedEvents.includes(FAKE_EVENT)) {
    if (readsContent(acceptedEvents)) return encodeEvent(event)
    // Without this error, the dialect would ignore the record and the test would fail without a hint.
    throw new ChatStreamError(
      'argument',
      "The chat's dialect cannot read events of the fake transport. Create the chat with `dialect: fake.dialect`, or send records in the dialect's format with `record()`.",
    )
  }
  const record = { event: FAKE_EVENT, data: '', id: '' }
  events.set(record, event)
  return record
}

function readsContent(acceptedEvents: readonly string[]): boolean {
  const { events = [] } = dialects.content
  return events.every((name) => acceptedEvents.includes(name))
}
