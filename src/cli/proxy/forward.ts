import { once } from 'node:events'
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../../server/index.ts'
import { explainFailure } from './explainFailure.ts'
import { requestHeaders, responseHeaders } from './headers.ts'
import { createKeyMask, type KeyMask } from './maskKey.ts'
import { openRequest, shownUrl } from './openRequest.ts'

/** Largest body of a question in bytes. The app attaches at most 20 MB of files. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024

/** The destination of a request of the page. */
export interface Forwarding {
  readonly url: URL
  readonly below: string
  readonly query: string
  readonly key: string | undefined
}

/**
 * Sends a request of the page to the server, once, and passes the response on while it arrives: status, body and the
 * headers that a client reads. If the page leaves, this closes the connection to the server. If the server breaks off,
 * the page gets everything that arrived, and then a broken connection instead of an end.
 *
 * @throws Problem 502 if the server cannot be reached, redirects or compresses a response that may contain the key
 */
export async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { url, below, query, key }: Forwarding,
): Promise<void> {
  const { method = 'GET' } = incoming
  const hasBody = method === 'POST'
  checkLength(incoming)
  const request = openRequest({
    method,
    url,
    below,
    query,
    headers: requestHeaders(incoming.headers, hasBody, key),
  })
  outgoing.once('close', () => request.destroy())
  const name = `${method} ${shownUrl({ url, below })}`
  const mask = createKeyMask(key)
  const response = await answerTo(request, hasBody ? incoming : undefined, name)
  try {
    checkResponse(response, mask, name)
  } catch (problem) {
    request.destroy()
    throw problem
  }
  outgoing.writeHead(response.statusCode ?? 502, responseHeaders(response.headers, mask))
  // The first byte of an answer may be minutes away, and the page waits for the headers.
  outgoing.flushHeaders()
  await relay(mask.bytes(response), outgoing)
}

function checkLength({ headers }: IncomingMessage): void {
  if (Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge()
}

function tooLarge(): Problem {
  return new Problem(413, 'A question may have at most 32 MiB. Attach smaller files.', {
    Connection: 'close',
  })
}

async function* bounded(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  let bytes = 0
  // Don't destroy the request: it shares its socket with the response, which explains the error.
  for await (const piece of incoming.iterator({ destroyOnReturn: false })) {
    const part = piece as Uint8Array
    bytes += part.length
    if (bytes > MAX_BODY_BYTES) throw tooLarge()
    yield part
  }
}

/** Sends the body and waits for the response headers, without a limit: a server may load its model first. */
async function answerTo(
  request: ClientRequest,
  body: IncomingMessage | undefined,
  name: string,
): Promise<IncomingMessage> {
  const answered = once(request, 'response') as Promise<[IncomingMessage]>
  // `once` handles only the first error; a later one, such as a reset while the answer is read, ends the response.
  request.on('error', () => {})
  // A server may answer before it has read the body, and then close: only the response decides.
  const sent = body ? pipeline(bounded(body), request) : Promise.resolve(request.end())
  const refused = sent.then(
    () => new Promise<never>(() => {}),
    (error: unknown) => (error instanceof Problem ? error : new Promise<never>(() => {})),
  )
  const winner = await Promise.race([answered, refused]).catch((error: unknown) => {
    throw new Problem(502, `${name} failed: ${explainFailure(error)}`)
  })
  if (winner instanceof Problem) throw winner
  return winner[0]
}

function checkResponse({ statusCode = 0, headers }: IncomingMessage, mask: KeyMask, name: string) {
  if (statusCode >= 300 && statusCode < 400 && statusCode !== 304) {
    // A redirect may lead to another origin, which must not get the key, and repeat a question.
    const { location = '' } = headers
    const to = URL.canParse(location) ? new URL(location) : undefined
    const hint = to ? `to ${mask.text(shownUrl({ url: to }))}. Use that URL` : 'elsewhere'
    throw new Problem(502, `${name} was redirected (${statusCode}) ${hint}.`)
  }
  const encoding = headers['content-encoding'] ?? 'identity'
  if (mask.isNeeded && encoding !== 'identity') {
    throw new Problem(
      502,
      `${name} returned a compressed response (${mask.text(encoding)}), in which an API key cannot be found and hidden. ` +
        'Turn off compression at the server.',
    )
  }
}

/** Writes pieces at the pace of the page, and breaks the connection after them if the server breaks off. */
async function relay(source: AsyncIterable<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  let flushed: Promise<void> = Promise.resolve()
  try {
    for await (const piece of source) {
      let isFull = false
      flushed = new Promise((resolve) => {
        isFull = !outgoing.write(piece, () => resolve())
      })
      if (isFull) await flushed
    }
    outgoing.end()
  } catch {
    await flushed
    outgoing.destroy()
  }
}
