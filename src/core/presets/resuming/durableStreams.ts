import { ChatStreamError } from '../../errors.ts'
import { createUnexpectedError } from '../../unexpectedError.ts'
import { asText, parseJson, parseObject } from '../../json.ts'
import { absoluteUrl } from '../../transports/endpointUrl.ts'
import { readJson } from '../../transports/openStream.ts'
import { postJson } from '../../transports/postJson.ts'
import { readResponse, request } from '../../transports/request.ts'
import { createResumableTransport } from '../../transports/resumable/createResumableTransport.ts'
import type { StreamRecord, Transport, TransportContext } from '../../types.ts'
import { MAX_RECORD_LENGTH } from '../../wire/records.ts'
import { toServerParts, type ResumeOptions } from './options.ts'

/** The offset of a stream's beginning. */
const START = '-1'

/** Creates the transport that reads answers from Durable Streams. The URL of a stream is the id of its run. */
export function durableStreamsTransport(options: ResumeOptions): Transport {
  return createResumableTransport({
    resumesFrom: 'cursor',
    async ask(question, context, onRun) {
      const response = await postJson(absoluteUrl(context.url), question, context)
      const { headers, status } = response
      const body = await readJson(response)
      const location = asText(body['streamUrl']) ?? headers.get('location')
      if (!location)
        throw createUnexpectedError('content-type', '{"streamUrl":"…"}', JSON.stringify(body), {
          status,
        })
      const streamUrl = new URL(location, absoluteUrl(context.url)).href
      onRun(streamUrl)
      return readStream(streamUrl, START, 0, context)
    },
    join({ sessionId, cursor = `0 ${START}` }, _question, context) {
      const [, skipped = '0', offset = START] = /^(\d+) (.*)$/s.exec(String(cursor)) ?? []
      return readStream(sessionId, offset, Number(skipped), context)
    },
    ...toServerParts(options),
  })
}

/**
 * Requests the items of a stream after an offset.
 *
 * @param skipped how many items after the offset arrived before
 */
async function readStream(
  streamUrl: string,
  offset: string,
  skipped: number,
  context: TransportContext,
): Promise<AsyncIterable<StreamRecord>> {
  const url = absoluteUrl(streamUrl)
  url.searchParams.set('offset', offset)
  url.searchParams.set('live', 'sse')
  const isOwn = url.origin === absoluteUrl(context.url).origin
  const streamContext: TransportContext = isOwn
    ? context
    : { ...context, credentials: 'omit', headers: async () => new Headers() }
  return toItems(readResponse(await request(url, streamContext), streamContext), offset, skipped)
}

/**
 * Yields each item of a stream as a record. Its cursor is the last offset that the server named, and how many
 * items after it were yielded: an attempt may end between the items of one batch.
 *
 * @throws {ChatStreamError} `incomplete` if the body ends before the stream is closed; `limit` for more than
 *   16 Mi UTF-16 units of items without an offset after them
 */
async function* toItems(
  records: AsyncIterable<StreamRecord>,
  offset: string,
  skipped: number,
): AsyncGenerator<StreamRecord, void, undefined> {
  let base = offset
  let rest = skipped
  let items: string[] = []
  let length = 0
  for await (const { event, data } of records) {
    if (event === 'data') {
      length += data.length
      if (length > MAX_RECORD_LENGTH)
        throw new ChatStreamError('limit', `A batch has more than ${MAX_RECORD_LENGTH} characters.`)
      const list = parseJson(data)
      // A stream of text has no lists.
      items.push(...(Array.isArray(list) ? list.map((item) => JSON.stringify(item)) : [data]))
    } else if (event === 'control') {
      const { streamNextOffset, streamClosed } = parseObject(data) ?? {}
      const next = asText(streamNextOffset)
      if (next === undefined) continue
      for (const [index, item] of items.entries()) {
        const isLast = index === items.length - 1
        const cursor = isLast ? `0 ${next}` : `${index + 1} ${base}`
        if (index >= rest) yield { event: 'message', data: item, id: '', cursor }
      }
      rest = Math.max(0, rest - items.length)
      base = next
      items = []
      length = 0
      if (streamClosed === true) return
    }
  }
  throw new ChatStreamError('incomplete', 'The connection ended before the stream was closed.')
}
