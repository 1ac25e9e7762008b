import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface RawRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  /** By lower-case names. */
  readonly headers: ReadonlyMap<string, string>
}

/**
 * Starts an HTTP server on loopback that writes its responses byte by byte. It ends with the test.
 *
 * @param answer returns the bytes of the response; the connection is closed after them
 * @returns the origin
 */
export async function startRawServer(answer: (request: RawRequest) => string): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    let text = ''
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    socket.setEncoding('latin1').on('data', (piece) => {
      text += String(piece)
      const request = parseRequest(text)
      if (!request) return
      text = ''
      // Nothing is sent after this: a client must not reuse the connection for a hidden second attempt.
      socket.end(answer(request), 'latin1')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Returns undefined until the whole request arrived. */
function parseRequest(text: string): RawRequest | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const [method = '', target = ''] = first.split(' ')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const length = Number(headers.get('content-length') ?? 0)
  return text.length - end - 4 < length ? undefined : { method, target, headers }
}
