import { createUnexpectedError } from '../../errors.ts'
import { asText, parseObject, valueAt } from '../../json.ts'
import type { Dialect, DialectState, StreamEvent } from '../../types.ts'
import { createLineBuffer } from '../../wire/lineBuffer.ts'
import { MAX_RECORD_LENGTH } from '../../wire/records.ts'
import { readError, readErrorField } from '../reading/endMarks.ts'
import { toEvents, type Findings } from '../reading/findings.ts'

/**
 * The data stream of the AI SDK's versions 3 and 4: lines such as `0:"Hel"`, whose first character says
 * what the JSON after it means.
 *
 * Proof of the end: the line `d:`.
 *
 * @see https://v4.ai-sdk.dev/docs/ai-sdk-ui/stream-protocol#data-stream-protocol
 */
export const aiSdkData: Dialect = {
  name: 'ai-sdk-data',

  decode(record, state) {
    if (record.event === 'error') return [readError(record.data)]
    // Plain text arrives in pieces that are cut anywhere, an event contains whole lines.
    const isEvent = /event-stream/i.test(state.headers?.get('content-type') ?? '')
    return readLines(record.data + (isEvent ? '\n' : ''), state)
  },

  end: (state) => readLines('\n', state, true),
}

function readLines(text: string, state: DialectState, isEnd = false): readonly StreamEvent[] {
  state['takeLines'] ??= createLineBuffer(MAX_RECORD_LENGTH)
  // Only this dialect writes this note.
  const takeLines = state['takeLines'] as ReturnType<typeof createLineBuffer>
  return takeLines(text)
    .filter((line) => line.trim() && line !== '[DONE]')
    .flatMap((line) => toEvents(readLine(line, isEnd), state))
}

function readLine(line: string, isEnd: boolean): Findings {
  const code = line.slice(0, 2)
  const { value } = parseObject(`{"value":${line.slice(2)}}`) ?? {}
  if (value === undefined) {
    const payload = parseObject(line)
    // A line that was cut by the end of the body leaves the answer without its proof.
    if (payload ?? isEnd) return { events: readErrorField(payload ?? {}) }
    // Don't throw: the lines before, which may have arrived in the same piece, have text.
    const { message } = createUnexpectedError(
      'parse',
      'a line of the AI SDK',
      JSON.stringify(line.slice(0, 200)),
    )
    return { events: [{ type: 'error', message }] }
  }
  const [id, name, args, allArgs, output, base64, mediaType] = [
    'toolCallId',
    'toolName',
    'argsTextDelta',
    'args',
    'result',
    'data',
    'mimeType',
  ].map((path) => valueAt(value, path))
  const isData = code === '2:'
  return {
    events:
      code === '3:'
        ? [readError(asText(value) ?? JSON.stringify(value))]
        : isData
          ? [{ type: 'data', name: 'data', data: value }]
          : [],
    text: code === '0:' && value,
    reasoning: code === 'g:' && value,
    tool: id && { id, name, args, allArgs, output },
    sources: code === 'h:' && [value],
    file: base64 && { mediaType, url: `data:${mediaType};base64,${base64}` },
    usage: code === 'd:' && valueAt(value, 'usage'),
    reason: code === 'd:' && valueAt(value, 'finishReason'),
    finish: code === 'd:',
  }
}
