import { readChunks } from './readChunks.ts'
import { createUnexpectedError, type ChatStreamError } from '../errors.ts'
import { createNdjsonDecoder } from './ndjsonDecoder.ts'
import type { RecordDecoder } from './recordDecoder.ts'
import { readBodyStart } from '../transports/responseError.ts'
import { createSseDecoder } from './sseDecoder.ts'
import type { StreamRecord } from '../types.ts'

/** The maximum of UTF-16 units in one record: enough for a few photos in base64. */
export const MAX_RECORD_LENGTH = 2 ** 24

/**
 * Yields the records of a response's body as they arrive.
 *
 * `text/event-stream` is read as Server-Sent Events, JSON types as newline-delimited JSON. `text/plain` and
 * a missing type are read as what the first characters look like.
 *
 * @param onBytes called for each piece of the body, with its size in bytes
 * @param onRetryDelay called with the value of a `retry:` field, in milliseconds
 * @throws {ChatStreamError} `content-type` for any other type, such as an HTML page; `limit` for a record
 *   of more than 16 Mi UTF-16 units; any error of the body's reader when the connection breaks
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export async function* readRecords(
  response: Response,
  onBytes: (count: number) => void,
  onRetryDelay?: (delay: number) => void,
): AsyncGenerator<StreamRecord, void, undefined> {
  const decode = decoderFor(response.headers.get('content-type') ?? '', onRetryDelay)
  if (!decode) throw await createContentTypeError(response)
  // Always UTF-8, as the specification demands: a charset in the header is ignored. The decoder removes one
  // byte order mark at the start.
  const utf8 = new TextDecoder()
  for await (const bytes of readChunks(response.body)) {
    onBytes(bytes.byteLength)
    yield* decode(utf8.decode(bytes, { stream: true }))
  }
  yield* decode(utf8.decode(), true)
}

function decoderFor(
  contentType: string,
  onRetryDelay?: (delay: number) => void,
): RecordDecoder | undefined {
  if (/event-stream/i.test(contentType)) return createSseDecoder(MAX_RECORD_LENGTH, onRetryDelay)
  if (/json/i.test(contentType)) return createNdjsonDecoder(MAX_RECORD_LENGTH)
  return /^$|^text\/plain/i.test(contentType) ? createSniffingDecoder() : undefined
}

/**
 * Creates a decoder that chooses the format by the first characters that are not blank. Anything that is
 * neither SSE nor JSON is text, passed on as it arrives.
 */
function createSniffingDecoder(): RecordDecoder {
  let start = ''
  let decode: RecordDecoder | undefined

  return (text, isEnd) => {
    if (decode) return decode(text, isEnd)
    start += text
    const trimmed = start.trimStart()
    if (trimmed.length < 'retry:'.length && !isEnd) return []
    decode = /^(?:data|event|id|retry)?:/.test(trimmed)
      ? createSseDecoder(MAX_RECORD_LENGTH)
      : trimmed.startsWith('{')
        ? createNdjsonDecoder(MAX_RECORD_LENGTH)
        : (data) => (data ? [{ event: 'message', data, id: '' }] : [])
    return decode(start, isEnd)
  }
}

async function createContentTypeError(response: Response): Promise<ChatStreamError> {
  const { status, headers } = response
  const body = await readBodyStart(response)
  const received = `${headers.get('content-type')}: ${body}`
  return createUnexpectedError('content-type', 'an event stream', received, { status, body })
}
