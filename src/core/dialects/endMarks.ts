import { asNumber, asText, parseObject, type JsonObject } from '../json.ts'
import { serverWords } from '../responseError.ts'
import type { StreamEvent, StreamRecord } from '../types.ts'

/** Names of events by which servers say that an answer is over. */
export const END_EVENTS: readonly string[] = ['close', 'done', 'end', 'complete', 'error']

/** A proof of completion after which nothing follows. */
export const END: readonly StreamEvent[] = [
  { type: 'finish', outcome: 'complete' },
  { type: 'stream-end' },
]

/**
 * Reads the events that mean the same in many formats: the named end events, `[DONE]`, and the event
 * `error`, whose data is JSON or, from NestJS, plain text.
 *
 * @returns undefined where the record is none of them
 */
export function readEndMark({ event, data }: StreamRecord): readonly StreamEvent[] | undefined {
  if (data.trim() === '[DONE]') return END
  if (!END_EVENTS.includes(event)) return undefined
  const { reason, length, error } = parseObject(data) ?? {}
  if (event === 'error' || reason === 'error' || error) return [readError(data)]
  return [
    {
      type: 'finish',
      outcome: reason === 'stopped' ? 'stopped' : 'complete',
      reason: asText(reason),
      length: asNumber(length),
    },
    { type: 'stream-end' },
  ]
}

/** The error in a payload's own `error` field, in the server's own words. */
export function readErrorField(payload: JsonObject): readonly StreamEvent[] | undefined {
  return payload['error'] ? [readError(JSON.stringify(payload))] : undefined
}

function readError(data: string): StreamEvent {
  return { type: 'error', ...serverWords(data) }
}
