import { ChatStreamError } from '../errors.ts'
import { readRecords } from '../wire/records.ts'
import type { StreamRecord, TransportContext } from '../types.ts'
import { childUrl } from './endpointUrl.ts'
import { redirectMode } from './redirectMode.ts'

/**
 * Sends one request.
 *
 * @param onHeaders called with all headers just before the request is sent
 * @throws {ChatStreamError} `network` if there is no response, `http` for a status other than 2xx,
 *   `redirect` for a redirect that would pass on a secret in a header
 */
export async function request(
  url: URL,
  { credentials, signal, ...context }: TransportContext,
  init: RequestInit & { headers?: Record<string, string> } = {},
  onHeaders?: (headers: Headers) => void,
): Promise<Response> {
  const headers = new Headers({
    accept: 'text/event-stream, */*;q=0.1',
    ...init.headers,
  })
  for (const [name, value] of await context.headers()) headers.set(name, value)
  onHeaders?.(headers)
  let response: Response
  try {
    response = await context.fetch(url.href, {
      credentials,
      signal,
      cache: 'no-store',
      ...init,
      headers,
      redirect: redirectMode(headers, context.secretHeaders),
    })
  } catch (cause) {
    throw new ChatStreamError(
      'network',
      `No response from ${url.origin}. Is the server running, and does it allow this origin (CORS)?`,
      { cause },
    )
  }
  if (!response.ok) throw await toFailure(response, url)
  return response
}

/** Creates the error for a response without an answer. The code that finds its reason is loaded now. */
function toFailure(response: Response, url: URL): Promise<ChatStreamError> {
  return import('./responseError.ts').then(
    (code) => code.toRequestError(response, url),
    // The status is better than an error about the code.
    () => {
      const { status } = response
      response.body?.cancel().catch(() => undefined)
      return new ChatStreamError('http', `The server answered ${status}.`, { status })
    },
  )
}

/**
 * Sends a request that stops a run, and ignores its result: for the user the answer is stopped either way,
 * and at the server the run ends at its own limits.
 */
export function sendStop(
  url: URL,
  context: TransportContext,
  init: RequestInit & { headers?: Record<string, string> },
): void {
  // This request must outlive the answer's signal and the page: a run that is not stopped continues and
  // costs money.
  request(url, context, { keepalive: true, signal: null, ...init })
    .then((response) => response.body?.cancel())
    .catch(() => undefined)
}

/** Requests the events of a run after number `last`, by its session. */
export function requestRest(
  { sessionId, last }: { sessionId: string; last: number },
  context: TransportContext,
): Promise<Response> {
  const headers = last > 0 ? { 'last-event-id': String(last) } : {}
  return request(childUrl(context.url, encodeURIComponent(sessionId)), context, { headers })
}

/** Reads a response as the answer's stream. */
export function readResponse(
  response: Response,
  context: TransportContext,
): AsyncIterable<StreamRecord> {
  // Status 204 also tells a native EventSource to stop reconnecting.
  if (context.resumption && response.status === 204) {
    const message = 'The server has nothing more of this answer.'
    throw new ChatStreamError('http', message, { status: 204 })
  }
  context.onOpen(response.headers)
  return readRecords(response, context.onBytes, context.onRetryDelay)
}
