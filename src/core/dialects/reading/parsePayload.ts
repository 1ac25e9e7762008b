import type { ChatStreamError } from '../../errors.ts'
import { createUnexpectedError } from '../../unexpectedError.ts'
import { parseObject, type JsonObject } from '../../json.ts'
import type { StreamRecord } from '../../types.ts'
import { isStartMark } from './startMarks.ts'

/**
 * Parses a record that must be a JSON object. Returns an empty object for a heartbeat: an event without
 * data, or one with another name than `message` and any data.
 *
 * @param isFirst no payload was read yet: a mark such as `connected` may come before
 * @throws {ChatStreamError} `parse`, with the first 200 characters of the data
 */
export function parsePayload({ event, data }: StreamRecord, isFirst: boolean): JsonObject {
  const payload = parseObject(data)
  if (payload) return payload
  if (event !== 'message' || !data.trim() || (isFirst && isStartMark(data))) return {}
  throw createUnexpectedError(
    'parse',
    'JSON (or another `dialect`)',
    JSON.stringify(data.slice(0, 200)),
  )
}

/** The maximum of UTF-16 units of a payload to keep in an error. */
const MAX_BODY_LENGTH = 4096

/** Creates the error for JSON of an unknown shape. It quotes the payload's first 200 characters. */
export function createFormatError(data: string): ChatStreamError {
  const expected = 'JSON of a known format (or the option `pick` or `dialect`)'
  return createUnexpectedError('format', expected, data, { body: data.slice(0, MAX_BODY_LENGTH) })
}
