import { ChatStreamError } from '../../errors.ts'
import { parseObject, toText } from '../../json.ts'
import { absoluteUrl } from '../../transports/endpointUrl.ts'
import { postJson } from '../../transports/postJson.ts'
import { readResponse, request } from '../../transports/request.ts'
import { createResumableTransport } from '../../transports/resumable/createResumableTransport.ts'
import type { StreamRecord, Transport } from '../../types.ts'
import { toServerParts, type ResumeOptions } from './options.ts'

/** Creates the transport for TanStack AI's `durability`, whose events have opaque ids. */
export function tanStackTransport(options: ResumeOptions): Transport {
  return createResumableTransport({
    resumesFrom: 'cursor',
    chooseRun: ({ id }) => id,
    ask: async (question, context) =>
      withoutMark(
        readResponse(
          await postJson(absoluteUrl(context.url), question, context, { 'x-run-id': question.id }),
          context,
        ),
      ),
    async join({ sessionId, cursor }, question, context) {
      const url = absoluteUrl(context.url)
      const headers = { 'x-run-id': sessionId, 'last-event-id': String(cursor) }
      // Only a server that numbers its events has sent a cursor: for it, this request starts nothing.
      if (cursor !== undefined)
        return joined(readResponse(await postJson(url, question, context, headers), context))
      url.searchParams.set('offset', '-1')
      url.searchParams.set('runId', sessionId)
      return joined(readResponse(await request(url, context), context))
    },
    cursorOf: ({ id }) => id || undefined,
    ...toServerParts(options),
  })
}

/** Yields records without the content of the server's own first event, which says that the run exists. */
async function* withoutMark(records: AsyncIterable<StreamRecord>) {
  for await (const record of records) {
    yield record.data.includes('"run.accepted"') &&
    toText(parseObject(record.data)?.['name']) === 'run.accepted'
      ? Object.assign(record, { events: [] })
      : record
  }
}

/**
 * Yields the records of a run that exists.
 *
 * @throws {ChatStreamError} `http` with status 410 if the server cannot read the run: it reports that as
 *   RUN_ERROR with status 200. The event has no id, unlike an error of the run itself
 */
async function* joined(records: AsyncIterable<StreamRecord>) {
  let lastId = ''
  for await (const record of withoutMark(records)) {
    const { id, data } = record
    const { type, message } =
      id === lastId && data.includes('"RUN_ERROR"') ? (parseObject(data) ?? {}) : {}
    if (type === 'RUN_ERROR')
      throw new ChatStreamError('http', toText(message) ?? 'The server does not know this run.', {
        status: 410,
      })
    lastId = id
    yield record
  }
}
