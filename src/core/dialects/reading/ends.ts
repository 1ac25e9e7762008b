import type { JsonObject } from '../../jsonText.ts'
import type { StreamEvent } from '../../types.ts'

/** Names of events that servers send at the end of an answer. */
export const END_EVENTS: readonly string[] = ['close', 'done', 'end', 'complete', 'error']

/** Nothing follows. */
export const STREAM_END: StreamEvent = { type: 'stream-end' }

/** A proof that the answer is complete, after which nothing follows. */
export const END: readonly StreamEvent[] = [{ type: 'finish', outcome: 'complete' }, STREAM_END]

/** Returns whether the data is the end mark `[DONE]`, which some servers quote as JSON. */
export function isDoneMark(data: string): boolean {
  return /^\s*("?)\[DONE\]\1\s*$/.test(data)
}

/** Returns the end that a named event proves. Its data may state the reason, and the length of the text. */
export function readEnd(
  { reason, length }: JsonObject,
  outcome: unknown = reason,
): readonly StreamEvent[] {
  return [
    {
      type: 'finish',
      outcome: outcome === 'refused' || outcome === 'stopped' ? outcome : 'complete',
      reason: reason && typeof reason === 'string' ? reason : undefined,
      length: typeof length === 'number' ? length : undefined,
    },
    STREAM_END,
  ]
}
