import { unexpected } from '../../errors.ts'
import { parseObject, type JsonObject } from '../../json.ts'
import type { StreamRecord } from '../../types.ts'

/**
 * Parses a record that has to be a JSON object; an empty one where it is a heartbeat: those come without
 * data, or under names of their own with anything in them.
 *
 * @throws {ChatStreamError} `parse`, with the first words of what came instead
 */
export function parsePayload({ event, data }: StreamRecord): JsonObject {
  const payload = parseObject(data)
  if (payload) return payload
  if (event !== 'message' || !data.trim()) return {}
  throw unexpected('parse', 'JSON (or another `dialect`)', JSON.stringify(data.slice(0, 200)))
}
