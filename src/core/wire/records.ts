import { loadCode } from '../loadCode.ts'
import { readChunks } from './readChunks.ts'
import type { StreamRecord } from '../types.ts'
import { createCutError, SSE_START, type RecordDecoder } from './recordDecoder.ts'
import { createSseDecoder } from './sseDecoder.ts'

/** The maximum of UTF-16 units in one record: enough for a few photos in base64. */
export const MAX_RECORD_LENGTH = 2 ** 24

/** Any part of this text is too short a beginning to recognize the format. */
const UNDECIDED = 'data:event:id:retry:error: {[0:2:f:'

/** After so much of the body its beginning is decided, in any case. */
const MAX_START_LENGTH = 4096

/**
 * Yields the records of a response's body as they arrive.
 *
 * The first characters decide how the body is read, as many servers send another type than they should: as
 * Server-Sent Events, or as JSON values in lines, in a list, or without anything between them. A body of the
 * type `text/plain` or without a type that is neither is text.
 *
 * @param onBytes called for each piece of the body, with its size in bytes
 * @param onRetryDelay called with the value of a `retry:` field, in milliseconds
 * @throws {ChatStreamError} `content-type` for anything else, such as an HTML page; `incomplete` if the
 *   body ends in the middle of a record; `limit` for a record of more than 16 Mi UTF-16 units; any error of
 *   the body's reader when the connection breaks
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function readRecords(
  response: Response,
  onBytes: (count: number) => void,
  onRetryDelay?: (delay: number) => void,
): AsyncIterableIterator<StreamRecord> {
  const batches = readBatches(response, onBytes, onRetryDelay)
  let records: readonly StreamRecord[] = []
  let index = 0

  async function next(): Promise<IteratorResult<StreamRecord, undefined>> {
    for (;;) {
      const value = records[index++]
      if (value) return { done: false, value }
      const batch = await batches.next()
      if (batch.done) return batch
      records = batch.value
      index = 0
    }
  }

  // An object instead of an async generator, which takes several turns of the event loop for each record.
  return {
    next,
    // A generator that ends here yields nothing more.
    return: () => batches.return(undefined) as Promise<IteratorReturnResult<undefined>>,
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** Yields the records of each chunk. The first characters that are not blank decide the format. */
async function* readBatches(
  response: Response,
  onBytes: (count: number) => void,
  onRetryDelay?: (delay: number) => void,
): AsyncGenerator<readonly StreamRecord[], undefined, undefined> {
  let start = ''
  let decode: RecordDecoder | undefined
  const createSse = () => createSseDecoder(MAX_RECORD_LENGTH, onRetryDelay, true)

  async function decodePiece(text: string, isEnd?: boolean): Promise<readonly StreamRecord[]> {
    if (decode) return decode(text, isEnd)
    start += text
    if (!isEnd && start.length < MAX_START_LENGTH && UNDECIDED.includes(start.trim())) return []
    decode = await chooseDecoder(start.trimStart(), response, createSse)
    const records = decode(start)
    return records.length > 0 || !isEnd ? records : decode('', true)
  }

  // Always UTF-8, as the specification demands: a charset in the header is ignored. The decoder removes one
  // byte order mark at the start.
  const utf8 = new TextDecoder()
  for await (const bytes of readChunks(response.body)) {
    onBytes(bytes.byteLength)
    yield decodePiece(utf8.decode(bytes, { stream: true }))
  }
  let records = await decodePiece('', true)
  for (; records.length > 0; records = await decodePiece('', true)) yield records
  // Half a character is left.
  if (utf8.decode()) throw createCutError()
}

/** Returns the decoder for a body by its start. The decoders of other formats than SSE are loaded now. */
async function chooseDecoder(
  start: string,
  response: Response,
  createSse: () => RecordDecoder,
): Promise<RecordDecoder> {
  if (SSE_START.test(start)) return createSse()
  const code = await loadCode(import('./otherBodies.ts'), 'format of this answer')
  return code.chooseOtherDecoder(start, response, MAX_RECORD_LENGTH, createSse)
}
