import { ChatStreamError } from '../errors.ts'
import { parseObject, type JsonObject } from '../json.ts'
import type { StreamRecord } from '../types.ts'

/**
 * Parses a record that has to be a JSON object.
 *
 * @throws {ChatStreamError} `parse`, with the first words of what came instead
 */
export function parsePayload({ data }: StreamRecord): JsonObject {
  const payload = parseObject(data)
  if (payload) return payload
  throw new ChatStreamError(
    'parse',
    `Expected a JSON object, but got ${JSON.stringify(data.slice(0, 200))}. Is it another \`dialect\`?`,
  )
}
