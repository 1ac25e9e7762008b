import {
  ChatStreamError,
  type Dialect,
  dialects,
  type StreamEvent,
  type StreamRecord,
} from '../core/index.ts'
import { encodeEvent } from './encodeEvent.ts'

/** By this name among the events that it wants, a transport knows the dialect. */
const MARK = 'vue-chat-stream-fake'

/** The events that stand behind records. */
const events = new WeakMap<StreamRecord, StreamEvent>()

/** Hands every event through as the test gave it; other records are read as the dialect `content` does. */
export const fakeDialect: Dialect = {
  name: 'fake',
  events: [MARK],
  decode(record, state) {
    const event = events.get(record)
    return event ? [event] : dialects.content.decode(record, state)
  },
  end: () => [{ type: 'finish', outcome: 'complete' }],
}

/**
 * @param wanted the names of events that the chat's dialect wants
 * @throws {ChatStreamError} `argument` where the chat's dialect cannot be told of such an event
 */
export function toRecord(event: StreamEvent, wanted: readonly string[]): StreamRecord {
  if (!wanted.includes(MARK)) {
    if (readsContent(wanted)) return encodeEvent(event)
    // It would come to nothing, and nobody would know why.
    throw new ChatStreamError(
      'argument',
      'The chat has a dialect that reads other records. Give it `dialect: fake.dialect`, or send records of its own.',
    )
  }
  const record = { event: MARK, data: '', id: '' }
  events.set(record, event)
  return record
}

function readsContent(wanted: readonly string[]): boolean {
  const { events = [] } = dialects.content
  return events.every((name) => wanted.includes(name))
}
