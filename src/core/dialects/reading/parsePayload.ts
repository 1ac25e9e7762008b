import { createUnexpectedError } from '../../errors.ts'
import { parseObject, type JsonObject } from '../../json.ts'
import type { StreamRecord } from '../../types.ts'

/**
 * Parses a record that must be a JSON object. Returns an empty object for a heartbeat: an event without
 * data, or one with another name than `message` and any data.
 *
 * @throws {ChatStreamError} `parse`, with the first 200 characters of the data
 */
export function parsePayload({ event, data }: StreamRecord): JsonObject {
  const payload = parseObject(data)
  if (payload) return payload
  if (event !== 'message' || !data.trim()) return {}
  throw createUnexpectedError(
    'parse',
    'JSON (or another `dialect`)',
    JSON.stringify(data.slice(0, 200)),
  )
}
