import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface ScriptedRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface ScriptedServer {
  readonly url: string
  readonly requests: ScriptedRequest[]
}

export type Script = (request: ScriptedRequest, response: ServerResponse) => unknown

/** Starts a real HTTP server on loopback that answers as its script says, until the test ends. */
export async function startServer(script: Script): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = []
  const server = createServer(async (incoming, response) => {
    let body = ''
    for await (const chunk of incoming) body += String(chunk)
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost')
    const { method = '', headers } = incoming
    const request = { method, path: pathname, query: searchParams, headers, body }
    requests.push(request)
    await script(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/ai/chat/stream`, requests }
}

/** Begins an event stream; each piece is sent as a segment of its own. */
export async function sendPieces(
  response: ServerResponse,
  pieces: Iterable<string | Uint8Array>,
  contentType = 'text/event-stream',
): Promise<void> {
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' })
  response.flushHeaders()
  for (const piece of pieces) {
    await new Promise((resolve) => response.write(piece, resolve))
    await new Promise(setImmediate)
  }
}

/** Sends a whole stream: the pieces, then a clean end. */
export async function sendStream(
  response: ServerResponse,
  pieces: Iterable<string | Uint8Array>,
  contentType?: string,
): Promise<void> {
  await sendPieces(response, pieces, contentType)
  response.end()
}

/** Breaks the connection in the middle of the body, as a crash does. */
export function breakConnection(response: ServerResponse): void {
  response.socket?.destroy()
}

/** Returns a body that delivers exactly these pieces. */
export function createBody(pieces: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const rest = [...pieces]
  return new ReadableStream({
    pull(controller) {
      const piece = rest.shift()
      if (piece) controller.enqueue(piece)
      else controller.close()
    },
  })
}
