import { parseObject } from '../json.ts'
import type { RecordDecoder } from './recordDecoder.ts'
import type { StreamRecord } from '../types.ts'
import { createLineBuffer, createLimitError } from './lineBuffer.ts'

/**
 * Decodes newline-delimited JSON, cut anywhere, into one record per line. A body whose first line is not a
 * JSON object is one record: servers format an error, or an answer that is not streamed, over several
 * lines.
 *
 * @param maxLength the maximum of UTF-16 units in one record
 * @see https://github.com/ndjson/ndjson-spec
 */
export function createNdjsonDecoder(maxLength: number): RecordDecoder {
  const takeLines = createLineBuffer(maxLength)
  let isSingleRecord: boolean | undefined
  let body: string[] = []
  let length = 0

  return (text, isEnd) => {
    const records: StreamRecord[] = []
    const emitRecord = () => {
      if (body.length > 0) records.push({ event: 'message', data: body.join('\n'), id: '' })
      body = []
      length = 0
    }
    for (const line of takeLines(text + (isEnd ? '\n' : ''))) {
      if (!line.trim()) continue
      isSingleRecord ??= !parseObject(line)
      body.push(line)
      length += line.length
      if (length > maxLength) throw createLimitError(maxLength)
      if (!isSingleRecord) emitRecord()
    }
    if (isEnd) emitRecord()
    return records
  }
}
