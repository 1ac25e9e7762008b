import { asNumber, asText, parseObject, type JsonObject } from '../../json.ts'
import { parseServerError } from '../../transports/responseError.ts'
import type { StreamEvent, StreamRecord } from '../../types.ts'
import { delta } from './deltas.ts'

/** Names of events that servers send at the end of an answer. */
export const END_EVENTS: readonly string[] = ['close', 'done', 'end', 'complete', 'error']

/** Nothing follows. */
export const STREAM_END: StreamEvent = { type: 'stream-end' }

/** A proof that the answer is complete, after which nothing follows. */
export const END: readonly StreamEvent[] = [{ type: 'finish', outcome: 'complete' }, STREAM_END]

/**
 * Reads the events that mean the same in many formats: the named end events, `[DONE]`, and the event
 * `error`, whose data is JSON or, with NestJS, plain text.
 *
 * @returns undefined if the record is none of them
 */
export function readEndMark({ event, data }: StreamRecord): readonly StreamEvent[] | undefined {
  if (data.trim() === '[DONE]') return END
  if (!END_EVENTS.includes(event)) return undefined
  const { reason, length, error, code, message } = parseObject(data) ?? {}
  const isRefused = code === 'refused'
  const isError = event === 'error' || reason === 'error' || error
  if (isError && !isRefused) return [readError(data)]
  const statedOutcome = isRefused ? code : reason
  return [
    ...(isRefused ? delta('refusal', message) : []),
    {
      type: 'finish',
      outcome:
        statedOutcome === 'refused' || statedOutcome === 'stopped' ? statedOutcome : 'complete',
      reason: asText(reason),
      length: asNumber(length),
    },
    STREAM_END,
  ]
}

/** Returns the error event of a payload that is an error or contains one, with the server's own message. */
export function readErrorField(payload: JsonObject): readonly StreamEvent[] | undefined {
  const { error, type, event } = payload
  const isError = error || type === 'error' || event === 'error'
  return isError ? [readError(JSON.stringify(payload))] : undefined
}

export function readError(data: string): StreamEvent {
  return { type: 'error', ...parseServerError(data) }
}
