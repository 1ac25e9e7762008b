import type { IncomingMessage } from 'node:http'

/** What a framework has made of a request. */
export interface RoutedRequest {
  /** The path and the query string, after routing. @default those of the request */
  readonly url?: string
  /** The parsed body. @default `body` of the request, if a framework has set it */
  readonly body?: unknown
}

/**
 * Converts a request of Node to a platform `Request`.
 *
 * @param signal aborted when the client leaves
 * @returns undefined if the URL or a header is invalid
 */
export function toRequest(
  incoming: IncomingMessage,
  signal: AbortSignal,
  routed: RoutedRequest = {},
): Request | undefined {
  const { method = 'GET', headers, rawHeaders } = incoming
  const url = routed.url ?? incoming.url ?? '/'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  // `//host/path` must stay a path: concatenate it, and never resolve it against a base.
  // h3 1 leaves only the query string if the path is that of the mount.
  const path = url.startsWith('?') ? `/${url}` : url
  const absoluteUrl = path.startsWith('/') ? `http://${headers.host ?? 'localhost'}${path}` : path
  try {
    const all = new Headers()
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
      all.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
    }
    // Node requires `duplex` with a stream as body; the DOM types do not include it yet.
    const init = { method, headers: all, signal, duplex: 'half' }
    if (!hasBody) return new Request(absoluteUrl, init)
    const parsed = parsedBodyOf(incoming, routed.body)
    if (parsed === undefined) return new Request(absoluteUrl, { ...init, body: bodyOf(incoming) })
    // The body that is sent on has another length and no encoding.
    for (const name of ['Content-Length', 'Content-Encoding', 'Transfer-Encoding']) all.delete(name)
    return new Request(absoluteUrl, { ...init, body: toBody(parsed) })
  } catch {
    return undefined
  }
}

/** Returns the body that a framework has read and parsed already, or undefined if none has read it. */
function parsedBodyOf(
  incoming: IncomingMessage & { readonly body?: unknown },
  body: unknown = incoming.body,
): unknown {
  // Some parsers set `body` although they have not read a body of this type.
  return incoming.readableEnded ? body : undefined
}

/** Converts a parsed body back to what was sent. A parser for text or bytes has left it unparsed. */
function toBody(parsed: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof parsed === 'string') return parsed
  return parsed instanceof Uint8Array ? new Uint8Array(parsed) : JSON.stringify(parsed)
}

/**
 * Converts the body to a stream. Don't use `Readable.toWeb`: canceling its stream destroys the socket, so
 * that the 413 response could not be sent.
 */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let ended = false
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        // A stream that was read to its end emits no event anymore.
        if (incoming.readableEnded) {
          ended = true
          controller.close()
          return
        }
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
