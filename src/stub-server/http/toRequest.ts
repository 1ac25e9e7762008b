import type { IncomingMessage } from 'node:http'

/**
 * Makes a platform `Request` of Node's.
 *
 * @param signal aborted when the asker left
 * @returns undefined where the address or a header is not one
 */
export function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request | undefined {
  const { method = 'GET', url = '/', headers, rawHeaders } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD'
  // `//host/path` must stay a path: joined as text, never resolved against a base.
  const address = url.startsWith('/') ? `http://${headers.host ?? 'localhost'}${url}` : url
  try {
    const all = new Headers()
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      all.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
    }
    // Node wants `duplex` beside a stream; the types of the DOM do not know it yet.
    const init = { method, headers: all, signal, duplex: 'half' }
    return new Request(address, hasBody ? { ...init, body: bodyOf(incoming) } : init)
  } catch {
    return undefined
  }
}

/**
 * `Readable.toWeb` would not do: cancelling that one destroys the socket, and with it the way back
 * for the 413.
 */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let ended = false
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        incoming.on('data', (bytes: Uint8Array) => {
          if (ended) return
          controller.enqueue(bytes)
          if ((controller.desiredSize ?? 0) <= 0) incoming.pause()
        })
        incoming.once('end', () => {
          if (!ended) controller.close()
          ended = true
        })
        incoming.once('error', (error) => {
          if (!ended) controller.error(error)
          ended = true
        })
        incoming.pause()
      },
      pull() {
        incoming.resume()
      },
      cancel() {
        ended = true
        incoming.resume()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 16 * 1024 }),
  )
}
