import { createUnexpectedError } from '../errors.ts'
import { MAX_BODY_LENGTH, reduceHtml } from '../transports/responseError.ts'
import type { StreamRecord } from '../types.ts'
import { createJsonDecoder, SSE_START } from './jsonDecoder.ts'
import { createCutError, createRecord, type RecordDecoder } from './recordDecoder.ts'
import { createSseDecoder } from './sseDecoder.ts'

/** The maximum of UTF-16 units in one record: enough for a few photos in base64. */
export const MAX_RECORD_LENGTH = 2 ** 24

/** Any part of this text is too short a beginning to recognize the format. */
const UNDECIDED = 'data:event:id:retry:error: {[0:2:f:'

/** The beginnings of JSON in a body whose type does not promise any: text may begin with a bracket, too. */
const JSON_START = /^[[{\x1e]/
const JSON_START_IN_TEXT = /^(\{|\[\s*\{|\x1e|\w:["[{])/

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
): AsyncIterableIterator<StreamRecord, undefined> {
  const decode = createBodyDecoder(response, onRetryDelay)
  // Always UTF-8, as the specification demands: a charset in the header is ignored. The decoder removes one
  // byte order mark at the start.
  const utf8 = new TextDecoder()
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let records: readonly StreamRecord[] = []
  let index = 0
  let rest: string | undefined
  let isClosed = false

  function close(): IteratorReturnResult<undefined> {
    isClosed = true
    records = []
    // Has no effect after the end of the body.
    reader?.cancel().catch(() => undefined)
    return { done: true, value: undefined }
  }

  /** Reads the body until it has a record. */
  async function read(): Promise<IteratorResult<StreamRecord, undefined>> {
    try {
      index = 0
      reader ??= response.body?.getReader()
      for (;;) {
        const { value = undefined } = rest === undefined ? ((await reader?.read()) ?? {}) : {}
        if (isClosed) return close()
        if (value) onBytes(value.byteLength)
        else rest ??= utf8.decode()
        records = value ? decode(utf8.decode(value, { stream: true })) : decode('', true)
        if (records.length > 0) return takeRecord()
        // The rest is half a character.
        if (rest) throw createCutError()
        if (rest === '') return close()
      }
    } catch (error) {
      close()
      throw error
    }
  }

  const takeRecord = (): IteratorResult<StreamRecord, undefined> => {
    const value = records[index++]
    return value ? { done: false, value } : close()
  }

  // An object instead of an async generator, which takes several turns of the event loop for each record.
  return {
    next: () =>
      index < records.length
        ? Promise.resolve(takeRecord())
        : isClosed
          ? Promise.resolve(close())
          : read(),
    return: () => Promise.resolve(close()),
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** Creates a decoder that chooses the format by the first characters that are not blank. */
function createBodyDecoder(
  { headers, status }: Response,
  onRetryDelay?: (delay: number) => void,
): RecordDecoder {
  const type = headers.get('content-type') ?? ''
  const isText = /^(text\/plain|$)/i.test(type)
  let start = ''
  let decode: RecordDecoder | undefined

  const createSse = () => createSseDecoder(MAX_RECORD_LENGTH, onRetryDelay, true)

  const readText: RecordDecoder = (text) => (text ? [createRecord(text)] : [])

  /** Collects the beginning of a body that is not a stream, for the error. */
  const reject: RecordDecoder = (text, isEnd) => {
    start += text
    if (!isEnd && start.length < MAX_BODY_LENGTH) return []
    const body = start.slice(0, MAX_BODY_LENGTH)
    const received = `${type}: ${reduceHtml(body)}`
    throw createUnexpectedError('content-type', 'an event stream', received, { status, body })
  }

  function chooseDecoder(): RecordDecoder {
    const trimmed = start.trimStart()
    const isMarkup = !isText && trimmed.startsWith('<')
    const isJson = (isText ? JSON_START_IN_TEXT : JSON_START).test(trimmed)
    if (/event-stream/i.test(type) ? !isJson && !isMarkup : SSE_START.test(trimmed))
      return createSse()
    if (isJson || (/json/i.test(type) && !isMarkup))
      return createJsonDecoder(MAX_RECORD_LENGTH, createSse)
    return isText ? readText : reject
  }

  return (text, isEnd) => {
    if (decode) return decode(text, isEnd)
    start += text
    if (!isEnd && start.length < MAX_BODY_LENGTH && UNDECIDED.includes(start.trim())) return []
    decode = chooseDecoder()
    const begun = start
    start = ''
    const records = decode(begun)
    return isEnd && records.length === 0 ? decode('', true) : records
  }
}
