import { isObject } from './json.ts'

/**
 * What went wrong.
 *
 * - `argument`: an option or argument is wrong; nothing was sent.
 * - `busy`: an answer is streaming and the `whenBusy` option refuses another question.
 * - `too-long`: the question does not fit into an address; nothing was sent.
 * - `network`: the server could not be reached, or the connection broke.
 * - `timeout`: nothing came for as long as `connectTimeout` or `idleTimeout` allows.
 * - `http`: the server answered with a status other than 2xx; see `status` and `body`.
 * - `redirect`: the server redirects, and a header of the request carries a secret that another server must
 *   not get; use the final URL.
 * - `content-type`: a 2xx answer that is not what was asked for, such as an HTML page; see `body`.
 * - `parse`: the stream holds something that its format does not allow.
 * - `limit`: one event is larger than the client is willing to hold.
 * - `server`: the server told of an error inside its stream; the message is its own.
 * - `incomplete`: the stream ended without the proof that the answer did.
 */
export type ChatStreamErrorKind =
  | 'argument'
  | 'busy'
  | 'too-long'
  | 'network'
  | 'timeout'
  | 'http'
  | 'redirect'
  | 'content-type'
  | 'parse'
  | 'limit'
  | 'server'
  | 'incomplete'

/**
 * Every kind, as a table, so that a new one is not forgotten.
 *
 * @internal
 */
export const errorKinds: Readonly<Record<ChatStreamErrorKind, true>> = {
  argument: true,
  busy: true,
  'too-long': true,
  network: true,
  timeout: true,
  http: true,
  redirect: true,
  'content-type': true,
  parse: true,
  limit: true,
  server: true,
  incomplete: true,
}

/**
 * An error as plain data, as `message.error` holds it: it survives `JSON.stringify`, `structuredClone`, IndexedDB
 * and `postMessage`. A {@link ChatStreamError} has the same fields.
 */
export interface ChatMessageError {
  readonly kind: ChatStreamErrorKind
  readonly message: string
  /** The HTTP status, if there was a response. */
  readonly status?: number | undefined
  /** The beginning of the response's body, at most 4,096 characters. */
  readonly body?: string | undefined
  /** The server's own code, if it gave one. */
  readonly code?: string | undefined
  /** How long the server asked the client to wait, in milliseconds. */
  readonly retryAfter?: number | undefined
}

/** What an error says beside its kind and message. */
export interface ChatStreamErrorDetails extends Omit<ChatMessageError, 'kind' | 'message'> {
  /** The server sent `x-should-retry: true`: the same request may be sent again. */
  readonly shouldRetry?: boolean | undefined
  /** What was thrown, anything: it stays out of messages. */
  readonly cause?: unknown
}

/**
 * The one class of every error that a chat stream throws or reports. Compare its `kind`, never its message:
 * engines word the same failure differently.
 *
 * @example
 * if (error.value?.kind === 'http' && error.value.status === 401) signIn()
 */
export class ChatStreamError extends Error implements ChatMessageError {
  override readonly name = 'ChatStreamError'
  declare readonly status: number | undefined
  declare readonly body: string | undefined
  declare readonly code: string | undefined
  declare readonly retryAfter: number | undefined
  declare readonly shouldRetry: boolean | undefined

  constructor(
    readonly kind: ChatStreamErrorKind,
    message: string,
    { cause, status, body, code, retryAfter, shouldRetry }: ChatStreamErrorDetails = {},
  ) {
    super(message, { cause })
    Object.assign(this, { status, body, code, retryAfter, shouldRetry })
  }
}

/**
 * Returns whether a value is an error of a chat stream: a {@link ChatStreamError}, or the plain data that a message
 * holds.
 *
 * @param kind of this kind. @default any
 */
export function isChatStreamError(
  value: unknown,
  kind?: ChatStreamErrorKind,
): value is ChatMessageError {
  return (
    isObject(value) &&
    typeof value['message'] === 'string' &&
    typeof value['kind'] === 'string' &&
    Object.hasOwn(errorKinds, value['kind']) &&
    (!kind || value['kind'] === kind)
  )
}

/**
 * Returns the fields of an error as plain data, without those that it does not have.
 *
 * @internal
 */
export function toMessageError(error: ChatMessageError): ChatMessageError {
  const { kind, message, status, body, code, retryAfter } = error
  return {
    kind,
    message,
    ...(status !== undefined && { status }),
    ...(body !== undefined && { body }),
    ...(code !== undefined && { code }),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}

/**
 * Makes the error of a server that sent something else than it should, with the first words of that.
 *
 * @internal
 */
export function unexpected(
  kind: ChatStreamErrorKind,
  wanted: string,
  got: string,
  details?: ChatStreamErrorDetails,
): ChatStreamError {
  const message = `Expected ${wanted}, but got: ${got.slice(0, 200).trim()}`
  return new ChatStreamError(kind, message, details)
}

/**
 * Whether nothing but the connection was lost, and what is missing may still be had.
 *
 * @internal
 */
export function isConnectionLost({ kind }: Pick<ChatMessageError, 'kind'>): boolean {
  return kind === 'network' || kind === 'timeout' || kind === 'incomplete'
}

/**
 * Makes a {@link ChatStreamError} of anything that was thrown on the way to an answer. What is not an error of a
 * chat stream is a failure of the connection: also an AbortError that the chat did not cause.
 *
 * @internal
 */
export function asChatStreamError(thrown: unknown): ChatStreamError {
  if (thrown instanceof ChatStreamError) return thrown
  const cause = thrown
  return isChatStreamError(thrown)
    ? new ChatStreamError(thrown.kind, thrown.message, { ...thrown, cause })
    : new ChatStreamError('network', `The connection failed: ${String(thrown)}`, { cause })
}
