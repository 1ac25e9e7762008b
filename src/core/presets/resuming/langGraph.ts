import { ChatStreamError } from '../../errors.ts'
import { absoluteUrl } from '../../transports/endpointUrl.ts'
import { postJson } from '../../transports/postJson.ts'
import { readResponse, request, sendStop } from '../../transports/request.ts'
import { createResumableTransport } from '../../transports/resumable/createResumableTransport.ts'
import { eventsRecord, type Recover } from '../../transports/resumable/recovery.ts'
import type { StreamRecord, Transport } from '../../types.ts'

/** The path of a run, as in `Location` and `Content-Location`. */
const RUN_PATH = /(threads\/[\w-]+\/)?runs\/[\w-]{8,}/

/** The id before that of the first event. */
const ALL = -1

/** Creates the transport for a LangGraph server, whose response names the path of its run. */
export function langGraphTransport(recover?: Recover): Transport {
  return createResumableTransport({
    resumesFrom: 'cursor',
    async ask(question, context, onRun) {
      const response = await postJson(absoluteUrl(context.url), question, context)
      const { headers } = response
      const location = headers.get('location') ?? headers.get('content-location') ?? ''
      const [path] = RUN_PATH.exec(location) ?? []
      if (path) onRun(path)
      return readResponse(response, context)
    },
    async join({ sessionId, cursor }, _question, context) {
      const read = async (lastId: unknown) => {
        const init = { headers: { 'last-event-id': String(lastId) } }
        const url = runUrl(context.url, sessionId, 'stream')
        return readResponse(await request(url, context, init), context)
      }
      return cursor === undefined
        ? notEmpty(await read(ALL))
        : orAll(await read(cursor), async () => notEmpty(await read(ALL)))
    },
    cursorOf: ({ id }) => id || undefined,
    stop: (path, _question, context) =>
      sendStop(runUrl(context.url, path, 'cancel'), context, { method: 'POST' }),
    recover,
  })
}

/** Returns a URL of a run. The server may be behind a path of a proxy, which its headers do not name. */
function runUrl(endpoint: string, path: string, action: string): URL {
  const url = absoluteUrl(endpoint)
  url.pathname = `${url.pathname.replace(/(threads\/[^/]+\/)?runs\/stream\/?$/, '')}${path}/${action}`
  return url
}

/**
 * Yields the rest of an answer. If there is none, all of it: only a server that still has it can prove that
 * nothing is missing.
 */
async function* orAll(
  rest: AsyncIterable<StreamRecord>,
  readAll: () => Promise<AsyncIterable<StreamRecord>>,
): AsyncGenerator<StreamRecord, void, undefined> {
  let isEmpty = true
  for await (const record of rest) {
    isEmpty = false
    yield record
  }
  if (!isEmpty) return
  const records = await readAll()
  yield eventsRecord({ type: 'restart' })
  yield* records
}

/**
 * Yields the records of a run.
 *
 * @throws {ChatStreamError} `http` with status 204 if there are none: a clean end proves the end of an
 *   answer in this format, but not if the server does not know the run any more
 */
async function* notEmpty(records: AsyncIterable<StreamRecord>) {
  let isEmpty = true
  for await (const record of records) {
    isEmpty = false
    yield record
  }
  if (!isEmpty) return
  const message = 'The server has nothing more of this answer.'
  throw new ChatStreamError('http', message, { status: 204 })
}
