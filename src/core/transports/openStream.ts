import { ChatStreamError } from '../errors.ts'
import { createUnexpectedError } from '../unexpectedError.ts'
import { parseObject, type JsonObject } from '../json.ts'
import type { StreamRecord, TransportContext } from '../types.ts'
import { MAX_RECORD_LENGTH } from '../wire/records.ts'
import { absoluteUrl } from './endpointUrl.ts'
import { readResponse, request, sendStop } from './request.ts'
import { MAX_BODY_LENGTH, readBodyStart } from './readBodyStart.ts'

/** As for `fetch`, with plain headers, and with a body that is sent as JSON. */
export interface StreamRequestInit extends Omit<RequestInit, 'headers'> {
  /** The headers of the context are added, and win. @default none */
  readonly headers?: Record<string, string>
  /** A value to send as the JSON body. @default none */
  readonly json?: unknown
}

/** The records of a response as they arrive, and the response's headers. */
export interface OpenedStream extends AsyncIterable<StreamRecord> {
  readonly headers: Headers
}

/**
 * Sends one request of a transport and reads the response as the records of the answer, in the formats of
 * `readRecords`. It adds the headers, the credentials and the signal of the context, reports the response
 * headers and each piece of the body, and follows no redirect that would pass on a secret.
 *
 * @param url absolute, or relative to the page
 * @throws {ChatStreamError} `network` if there is no response; `http` for a status other than 2xx, with the
 *   server's message and its `Retry-After`, and for 204 if a run is resumed; `redirect`; `content-type` for
 *   a body that is no stream, while the records are read
 * @example
 * const mine: Transport = async function* (request, context) {
 *   yield* await openStream('/ask', context, { method: 'POST', json: context.body() })
 * }
 */
export async function openStream(
  url: string | URL,
  context: TransportContext,
  init: StreamRequestInit = {},
): Promise<OpenedStream> {
  const response = await request(absoluteUrl(String(url)), context, withJson(init))
  return Object.assign(readResponse(response, context), { headers: response.headers })
}

/**
 * Sends one request of a transport and returns the JSON object of the response. Everything else is as with
 * {@link openStream}.
 *
 * @throws {ChatStreamError} also `content-type` for a body that is not a JSON object, or has more than 16 Mi
 *   UTF-16 units; `network` if the connection breaks before its end
 * @example
 * const { id } = await requestJson('/runs', context, { method: 'POST', json: context.body() })
 */
export async function requestJson(
  url: string | URL,
  context: TransportContext,
  init: StreamRequestInit = {},
): Promise<JsonObject> {
  const { headers } = init
  const json = withJson({ ...init, headers: { accept: 'application/json', ...headers } })
  return readJson(await request(absoluteUrl(String(url)), context, json))
}

/**
 * Sends a request that stops a run at its server, with the headers and the credentials of the context. It
 * also arrives if the page is left, and its result is ignored. Call it in the function that you pass to
 * `onStoppable`.
 *
 * @example
 * context.onStoppable(() => requestStop(`/runs/${id}/cancel`, context, { method: 'POST' }))
 */
export function requestStop(
  url: string | URL,
  context: TransportContext,
  init: StreamRequestInit = {},
): void {
  sendStop(absoluteUrl(String(url)), context, withJson(init))
}

/** Reads the whole body of a response as a JSON object. */
export async function readJson(response: Response): Promise<JsonObject> {
  const onBreak = (cause?: unknown): never => {
    const message = 'The connection ended before the response did.'
    throw new ChatStreamError('network', message, { cause })
  }
  // A browser treats truncated response headers as complete, with an empty body.
  const body = (await readBodyStart(response, onBreak, MAX_RECORD_LENGTH)) || onBreak()
  const value = parseObject(body)
  if (value) return value
  throw createUnexpectedError('content-type', 'a JSON object', body, {
    status: response.status,
    body: body.slice(0, MAX_BODY_LENGTH),
  })
}

function withJson({ json, headers, ...init }: StreamRequestInit) {
  if (json === undefined) return { ...init, headers: { ...headers } }
  return {
    ...init,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(json),
  }
}
