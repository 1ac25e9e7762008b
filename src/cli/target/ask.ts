import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { explainFailure } from '../proxy/explainFailure.ts'
import { ownHeaders } from '../proxy/headers.ts'
import { openRequest } from '../proxy/openRequest.ts'

/** How long a server may take to describe itself, in milliseconds. The app waits 3 s for its config. */
const TIMEOUT = 2_500

/** Most bytes of a description. Long lists of models have a few hundred KB. */
const MAX_BYTES = 4 * 1024 * 1024

export type Reply =
  | { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: unknown }
  | { readonly failure: string }

/**
 * Asks a server about itself, once. Never rejects.
 *
 * @param method - `GET` reads a JSON body; after `OPTIONS` only the headers matter
 * @returns `body` is undefined if it is not JSON or longer than 4 MiB
 */
export async function ask(
  method: 'GET' | 'OPTIONS',
  url: URL,
  below: string,
  key: string | undefined,
): Promise<Reply> {
  const headers = { accept: 'application/json', ...ownHeaders(key) }
  const request = openRequest({ method, url, below, headers })
  const timer = setTimeout(
    () => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
    TIMEOUT,
  )
  try {
    request.end()
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    request.on('error', () => {})
    const { statusCode: status = 0, headers: received } = response
    const body = method === 'GET' && status === 200 ? await readJson(response) : undefined
    return { status, headers: received, body }
  } catch (error) {
    return { failure: explainFailure(error) }
  } finally {
    clearTimeout(timer)
    request.destroy()
  }
}

async function readJson(response: AsyncIterable<unknown>): Promise<unknown> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response) {
    pieces.push(piece as Uint8Array)
    bytes += (piece as Uint8Array).length
    if (bytes > MAX_BYTES) return undefined
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString()) as unknown
  } catch {
    return undefined
  }
}
