import { createUnexpectedError } from '../unexpectedError.ts'
import { MAX_BODY_LENGTH } from '../transports/readBodyStart.ts'
import { reduceHtml } from '../transports/reduceHtml.ts'
import { createJsonDecoder } from './jsonDecoder.ts'
import { createRecord, type RecordDecoder } from './recordDecoder.ts'

/** Values, a list of them, a text sequence, or the AI SDK's lines. Text may begin with a bracket, too. */
const JSON_START = /^(\{|\[\s*\{|\x1e|\w:["[{])/

/**
 * Returns the decoder for a body that does not begin as an event stream does. This code is loaded when such
 * a body arrives.
 *
 * @param start the first characters that are not blank
 * @param maxLength the maximum of UTF-16 units in one record
 * @param createSse creates the decoder for an event stream
 */
export function chooseOtherDecoder(
  start: string,
  { headers, status }: Response,
  maxLength: number,
  createSse: () => RecordDecoder,
): RecordDecoder {
  const type = headers.get('content-type') ?? ''
  let received = ''

  /** Collects the beginning of a body that is not a stream, for the error. */
  const reject: RecordDecoder = (text, isEnd) => {
    received += text
    if (!isEnd && received.length < MAX_BODY_LENGTH) return []
    const body = received.slice(0, MAX_BODY_LENGTH)
    const excerpt = `${type}: ${reduceHtml(body)}`
    throw createUnexpectedError('content-type', 'an event stream', excerpt, { status, body })
  }

  if (JSON_START.test(start)) return createJsonDecoder(maxLength, createSse)
  if (/^(text\/plain|$)/i.test(type)) return (data) => (data ? [createRecord(data)] : [])
  if (start.startsWith('<')) return reject
  if (/event-stream/i.test(type)) return createSse()
  return /json/i.test(type) ? createJsonDecoder(maxLength, createSse) : reject
}
