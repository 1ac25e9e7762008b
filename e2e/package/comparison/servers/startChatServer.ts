import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { staticFiles } from '../../../../src/stub-server/http/staticFiles.ts'
import { createModel, type Model } from './script.ts'

export interface ChatServer {
  readonly url: string
  readonly model: Model
  /** The files that were deleted. */
  readonly deleted: readonly string[]
  /** Resets the connections of all answers. */
  reset(): void
  /** Ends all answers without their end mark, as a server that is shut down in an orderly way. */
  endEarly(): void
  close(): void
}

/** Starts a server that answers `POST /api/chat`, deletes files, and serves a built app. */
export async function startChatServer(
  folder: string,
  answer: (request: Request, model: Model) => Promise<Response>,
): Promise<ChatServer> {
  const model = createModel()
  const deleted: string[] = []
  let endEarly: () => void = () => undefined
  const ended = new Promise<undefined>((resolve) => (endEarly = () => resolve(undefined)))
  const serveFile = staticFiles(folder)
  const serveAnswer = getRequestListener(async (request) => {
    const { body, headers } = await answer(request, model)
    return new Response(body && untilEnded(body, ended), { headers })
  })

  const server = createServer((request, response) => {
    const { url = '/', method } = request
    if (url === '/api/chat') return void serveAnswer(request, response)
    if (method === 'DELETE') {
      deleted.push(decodeURIComponent(url.replace('/files/', '')))
      return void response.writeHead(204).end()
    }
    void serveFile(request, response, () => response.writeHead(404).end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    model,
    deleted,
    reset: () => server.closeAllConnections(),
    endEarly: () => endEarly(),
    close() {
      model.release()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Returns a stream that also ends when the promise is fulfilled. */
function untilEnded(
  body: ReadableStream<Uint8Array>,
  ended: Promise<undefined>,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      const next = await Promise.race([reader.read(), ended])
      if (next?.value) controller.enqueue(next.value)
      else controller.close()
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
