import { createUnexpectedError } from '../../unexpectedError.ts'
import { asText, parseObject, valueAt } from '../../json.ts'
import type { Dialect, DialectState } from '../../types.ts'
import { isErrorName, readError, readErrorField } from '../reading/endMarks.ts'
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

  // A record is a line; an event may contain several.
  decode: ({ event, data }, state) =>
    isErrorName(event)
      ? [readError(data)]
      : data
          .split('\n')
          .filter((line) => line.trim() && line !== '[DONE]')
          .flatMap((line) => toEvents(readLine(line, state), state)),
}

function readLine(line: string, state: DialectState): Findings {
  const broken = asText(state['broken'])
  if (broken) {
    // Don't throw: the lines before, which may have arrived in the same piece, have text.
    const { message } = createUnexpectedError('parse', 'a line of the AI SDK', broken)
    return { events: [{ type: 'error', message }] }
  }
  const code = line.slice(0, 2)
  const { value } = parseObject(`{"value":${line.slice(2)}}`) ?? {}
  if (value === undefined) {
    const payload = parseObject(line)
    // The last line may be cut by the end of the body, which leaves the answer without its proof.
    if (!payload) state['broken'] = JSON.stringify(line.slice(0, 200))
    return { events: payload && readErrorField(payload, true) }
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
