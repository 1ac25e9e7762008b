import type { RecordDecoder } from './records.ts'
import { tooLarge } from './sseDecoder.ts'
import type { StreamRecord } from './types.ts'

/**
 * Decodes newline-delimited JSON, cut anywhere, into a record a line. A body that is one JSON value
 * over several lines, as servers write an error or an answer that is not streamed, is one record.
 *
 * @param maxLength the most UTF-16 units that one line may have
 * @see https://github.com/ndjson/ndjson-spec
 */
export function createNdjsonDecoder(maxLength: number): RecordDecoder {
  let fragments: string[] = []
  let held = 0
  let oneValue: boolean | undefined

  function hold(text: string): void {
    if (text === '') return
    fragments.push(text)
    held += text.length
    if (held > maxLength) throw tooLarge(maxLength)
  }

  function release(): StreamRecord[] {
    const data = fragments.join('').trim()
    fragments = []
    held = 0
    return data === '' ? [] : [{ event: 'message', data: data.replace(/^\uFEFF/, ''), id: '' }]
  }

  function push(chunk: string): readonly StreamRecord[] {
    const records: StreamRecord[] = []
    let from = 0
    for (
      let end = chunk.indexOf('\n');
      end !== -1 && oneValue !== true;
      end = chunk.indexOf('\n', from)
    ) {
      hold(chunk.slice(from, end))
      from = end + 1
      // The first line with anything on it tells which of the two this body is.
      const line = fragments.join('').trim()
      if (line !== '') oneValue ??= !isJson(line)
      if (oneValue === true) fragments.push('\n')
      else records.push(...release())
    }
    hold(chunk.slice(from))
    return records
  }

  return { push, end: release }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
