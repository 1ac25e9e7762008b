import { ChatStreamError } from '../errors.ts'
import { parseObject, type JsonObject } from '../json.ts'
import type { StreamRecord } from '../types.ts'

/**
 * Parses a record that has to be a JSON object.
 *
 * @throws {ChatStreamError} `parse`, with the first words of what came instead
 */
export function parsePayload(record: StreamRecord, dialect: string): JsonObject {
  const payload = parseObject(record.data)
  if (payload) return payload
  throw new ChatStreamError(
    'parse',
    `The stream broke its format (${dialect}): expected a JSON object, but got ${JSON.stringify(record.data.slice(0, 200))}. If the server speaks another format, name it in the option \`dialect\`.`,
    { body: record.data.slice(0, 4096) },
  )
}
