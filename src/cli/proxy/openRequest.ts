import { type ClientRequest, type OutgoingHttpHeaders, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { urlToHttpOptions } from 'node:url'

/** How long to wait for a connection, in milliseconds. The answer itself may take longer: models load for minutes. */
const CONNECT_TIMEOUT = 10_000

export interface OutgoingRequest {
  readonly method: string
  /** The server's URL, with a query string if every request needs one. */
  readonly url: URL
  /** Path below the URL, such as `/init`, still encoded. @default the URL itself */
  readonly below?: string
  /** Query string of this request, without `?` and still encoded. @default none */
  readonly query?: string
  readonly headers: OutgoingHttpHeaders
}

/**
 * Opens a request on a new connection, and sends it once: Node does not repeat it and does not follow redirects. A new
 * connection matters, because a server may close a used one while the request is on its way: the request may have run.
 */
export function openRequest(request: OutgoingRequest): ClientRequest {
  const { method, url, headers } = request
  const isSecure = url.protocol === 'https:'
  const open = isSecure ? requestHttps : requestHttp
  const opened = open({
    ...urlToHttpOptions(url),
    agent: false,
    method,
    path: targetOf(request),
    headers,
  })
  const timer = setTimeout(
    () => opened.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
    CONNECT_TIMEOUT,
  )
  opened.once('socket', (socket) =>
    socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(timer)),
  )
  opened.once('close', () => clearTimeout(timer))
  return opened
}

/** Returns path and query string. Concatenates texts, because `new URL()` would change what the page encoded. */
function targetOf({ url, below = '', query = '' }: OutgoingRequest): string {
  const path = below ? url.pathname.replace(/\/+$/, '') + below : url.pathname
  const queries = [url.search.slice(1), query].filter(Boolean)
  return queries.length > 0 ? `${path}?${queries.join('&')}` : path
}

/** Returns a URL for messages: without the query string, which may contain a question or a key. */
export function shownUrl({ url, below = '' }: Pick<OutgoingRequest, 'url' | 'below'>): string {
  const path = url.pathname.replace(/\/+$/, '')
  return `${url.origin}${path}${below}`
}
