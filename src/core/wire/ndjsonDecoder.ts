import { parseObject } from '../json.ts'
import type { RecordDecoder } from './recordDecoder.ts'
import type { StreamRecord } from '../types.ts'
import { createLineBuffer, tooLong } from './wholeLines.ts'

/**
 * Decodes newline-delimited JSON, cut anywhere, into one record per line. A body whose first line is not a
 * JSON object is one record: servers format an error, or an answer that is not streamed, over several
 * lines.
 *
 * @param maxLength the maximum of UTF-16 units in one record
 * @see https://github.com/ndjson/ndjson-spec
 */
export function createNdjsonDecoder(maxLength: number): RecordDecoder {
  const wholeLines = createLineBuffer(maxLength)
  let isOne: boolean | undefined
  let body: string[] = []
  let length = 0

  return (text, isEnd) => {
    const records: StreamRecord[] = []
    const release = () => {
      if (body.length > 0) records.push({ event: 'message', data: body.join('\n'), id: '' })
      body = []
      length = 0
    }
    for (const line of wholeLines(text + (isEnd ? '\n' : ''))) {
      if (!line.trim()) continue
      isOne ??= !parseObject(line)
      body.push(line)
      length += line.length
      if (length > maxLength) throw tooLong(maxLength)
      if (!isOne) release()
    }
    if (isEnd) release()
    return records
  }
}
