import { ChatStreamError } from './errors.ts'
import { createNdjsonDecoder } from './ndjsonDecoder.ts'
import { readStart } from './responseError.ts'
import { createSseDecoder } from './sseDecoder.ts'
import type { StreamRecord } from './types.ts'

/** Makes records of decoded text that may be cut anywhere. */
export interface RecordDecoder {
  push(text: string): readonly StreamRecord[]
  /** The body ended cleanly: what was held back. */
  end(): readonly StreamRecord[]
}

/** The most UTF-16 units that one record may have: a few photographs in base64 fit. */
export const MAX_RECORD_LENGTH = 16 * 1024 * 1024

/**
 * Reads a response's body as records, as they arrive.
 *
 * `text/event-stream` is read as Server-Sent Events, JSON types as newline-delimited JSON, and
 * `text/plain`, `application/octet-stream` or no type at all by what the first characters show.
 *
 * @param onBytes called for each piece of the body with its size in bytes
 * @throws {ChatStreamError} `content-type` for anything else, such as an HTML page; `limit` for a record
 *   of more than 16 Mi UTF-16 units; `network` when the connection breaks
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export async function* readRecords(
  response: Response,
  onBytes: (count: number) => void,
): AsyncGenerator<StreamRecord, void, undefined> {
  const decoder = decoderFor(response.headers.get('content-type'))
  if (decoder === undefined) throw await wrongContentType(response)
  if (response.body === null) return

  // UTF-8 whatever the header says; a byte order mark is the decoder's to see, and only at the start.
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  const reader = response.body.getReader()
  try {
    for (;;) {
      const { done, value } = await read(reader)
      if (done) break
      onBytes(value.byteLength)
      yield* decoder.push(utf8.decode(value, { stream: true }))
    }
    yield* decoder.push(utf8.decode())
    yield* decoder.end()
  } finally {
    // Closes the connection when the answer was over before its body; does nothing after its end.
    reader.cancel().catch(() => undefined)
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read()
  } catch (cause) {
    throw new ChatStreamError('network', 'The connection broke before the answer ended.', { cause })
  }
}

function decoderFor(contentType: string | null): RecordDecoder | undefined {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'text/event-stream') return createSseDecoder(MAX_RECORD_LENGTH)
  if (/[/+-](?:json|jsonl|ndjson|jsonlines)$/.test(type)) {
    return createNdjsonDecoder(MAX_RECORD_LENGTH)
  }
  if (type === '' || type === 'text/plain' || type === 'application/octet-stream') {
    return createSniffingDecoder()
  }
  return undefined
}

/** Decides by the first characters that are not blank. What is neither SSE nor JSON is text as it comes. */
function createSniffingDecoder(): RecordDecoder {
  let start = ''
  let decoder: RecordDecoder | undefined

  function decide(): RecordDecoder {
    const seen = start.replace(/^\uFEFF/, '').trimStart()
    if (seen.startsWith('{')) return createNdjsonDecoder(MAX_RECORD_LENGTH)
    if (/^(?:data|event|id|retry)?:/.test(seen)) return createSseDecoder(MAX_RECORD_LENGTH)
    return {
      push: (data) => (data === '' ? [] : [{ event: 'message', data, id: '' }]),
      end: () => [],
    }
  }

  return {
    push(text) {
      if (decoder) return decoder.push(text)
      start += text
      if (start.trimStart().length < 'retry:'.length) return []
      decoder = decide()
      return decoder.push(start)
    },
    end() {
      if (decoder) return decoder.end()
      decoder = decide()
      return [...decoder.push(start), ...decoder.end()]
    },
  }
}

async function wrongContentType(response: Response): Promise<ChatStreamError> {
  const body = await readStart(response)
  const type = response.headers.get('content-type') ?? 'no content type'
  return new ChatStreamError(
    'content-type',
    `Expected an event stream, but the server answered ${response.status} with ${type}: ${body.slice(0, 200).trim() || 'an empty body'}`,
    { status: response.status, body },
  )
}
