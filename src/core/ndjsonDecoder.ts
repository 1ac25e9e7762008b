import { parseObject } from './json.ts'
import type { RecordDecoder } from './records.ts'
import type { StreamRecord } from './types.ts'
import { createLineBuffer } from './wholeLines.ts'

/**
 * Decodes newline-delimited JSON, cut anywhere, into a record an object. An object may go over several
 * lines, as servers write an error or an answer that is not streamed.
 *
 * @param maxLength the most UTF-16 units that one line may have
 * @see https://github.com/ndjson/ndjson-spec
 */
export function createNdjsonDecoder(maxLength: number): RecordDecoder {
  const wholeLines = createLineBuffer(maxLength)
  let data = ''

  return (text, isEnd) => {
    const records: StreamRecord[] = []
    for (const line of wholeLines(text + (isEnd ? '\n' : ''))) {
      data += line
      if (parseObject(data)) {
        records.push({ event: 'message', data, id: '' })
        data = ''
      } else if (data) data += '\n'
    }
    // What never became an object is the dialect's to judge.
    if (isEnd && data.trim()) records.push({ event: 'message', data, id: '' })
    return records
  }
}
