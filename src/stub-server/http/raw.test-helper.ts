import { connect } from 'node:net'

/** A response as it arrived over a socket. */
export interface RawResponse {
  /** 0 if the connection ended without a response. */
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/**
 * Sends bytes unchanged, even if `fetch` would correct or refuse them, and reads until the server closes
 * the connection. The request must contain `Connection: close`.
 */
export function sendRaw(port: number, bytes: string | Uint8Array): Promise<RawResponse> {
  return new Promise((resolve) => {
    const received: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes))
    socket.on('data', (data: Buffer) => received.push(data))
    // A server may reset a connection whose request it cannot parse; `close` follows.
    socket.on('error', () => {})
    socket.once('close', () => resolve(parse(Buffer.concat(received))))
  })
}

/** Sends a request without a body. */
export function requestRaw(
  port: number,
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawResponse> {
  const all = { Host: 'localhost', Connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return sendRaw(port, `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`)
}

function parse(bytes: Buffer): RawResponse {
  const end = bytes.indexOf('\r\n\r\n')
  const [line = '', ...fields] = bytes
    .subarray(0, Math.max(end, 0))
    .toString('latin1')
    .split('\r\n')
  const headers = new Headers()
  for (const field of fields) {
    const colon = field.indexOf(':')
    headers.append(field.slice(0, colon), field.slice(colon + 1).trim())
  }
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1] ?? 0)
  return { status, headers, body: end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 4) }
}
