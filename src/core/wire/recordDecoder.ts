import { ChatStreamError } from '../errors.ts'
import type { StreamRecord } from '../types.ts'

/**
 * Decodes text that may be cut anywhere into records.
 *
 * At a clean end of the body, call it with `isEnd` until it returns no records: it then delivers what is
 * whole although its end mark is missing.
 *
 * @throws {ChatStreamError} `incomplete` if the body ended in the middle of a record; `limit` for a record
 *   that is too long
 */
export type RecordDecoder = (text: string, isEnd?: boolean) => readonly StreamRecord[]

/** The start of a line of an event stream. */
export const SSE_START = /^(data|event|id|retry)?:|^error: *[{"]/

/** Creates a record of the default event without an id. */
export function createRecord(data: string, event = 'message'): StreamRecord {
  return { event, data, id: '' }
}

export function createLimitError(maxLength: number): ChatStreamError {
  return new ChatStreamError('limit', `A record has more than ${maxLength} characters.`)
}

export function createCutError(): ChatStreamError {
  return new ChatStreamError('incomplete', 'The body ended in the middle of a record.')
}
