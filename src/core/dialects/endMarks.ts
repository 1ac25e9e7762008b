import { isObject, parseObject, type JsonObject } from '../json.ts'
import { serverWords } from '../responseError.ts'
import type { StreamEvent, StreamRecord } from '../types.ts'

/** Names of events by which servers say that an answer is over. */
export const END_EVENTS: readonly string[] = ['close', 'done', 'end', 'complete']

/**
 * Reads the events that mean the same in many formats: the named end events, `[DONE]`, and the event
 * `error`, whose data is JSON or, from NestJS, plain text.
 *
 * @returns undefined where the record is none of them
 */
export function readEndMark(record: StreamRecord): readonly StreamEvent[] | undefined {
  if (record.event === 'error') return [readError(record.data)]
  if (END_EVENTS.includes(record.event)) return readClose(parseObject(record.data) ?? {})
  if (record.data.trim() === '[DONE]') return END
  return undefined
}

/** A proof of completion after which nothing follows. */
export const END: readonly StreamEvent[] = [
  { type: 'finish', outcome: 'complete' },
  { type: 'stream-end' },
]

/** An error that stands in a stream, in whichever shape: its words are the server's own. */
export function readError(data: string): StreamEvent {
  const { words, code } = serverWords(data)
  return { type: 'error', message: words, ...(code === undefined ? {} : { code }) }
}

/** The error in a payload's own `error` field. */
export function readErrorField(payload: JsonObject): StreamEvent | undefined {
  const { error } = payload
  if (typeof error !== 'string' && !isObject(error)) return undefined
  return readError(JSON.stringify(payload))
}

function readClose(data: JsonObject): readonly StreamEvent[] {
  const { reason, length, code, message } = data
  const error = readErrorField(data)
  if (error) return [error]
  if (reason === 'error') {
    const words = typeof message === 'string' ? message : 'The server gave no reason.'
    return [{ type: 'error', message: words, ...(typeof code === 'string' ? { code } : {}) }]
  }
  return [
    {
      type: 'finish',
      outcome: reason === 'stopped' ? 'stopped' : 'complete',
      ...(typeof reason === 'string' ? { reason } : {}),
      ...(typeof length === 'number' ? { length } : {}),
    },
    { type: 'stream-end' },
  ]
}
