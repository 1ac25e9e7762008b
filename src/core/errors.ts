/**
 * What went wrong.
 *
 * - `argument`: an option or argument is wrong; nothing was sent.
 * - `busy`: an answer is streaming and the `whenBusy` option refuses another question.
 * - `too-long`: the question does not fit into an address; nothing was sent.
 * - `network`: the server could not be reached, or the connection broke.
 * - `timeout`: nothing came for as long as `connectTimeout` or `idleTimeout` allows.
 * - `http`: the server answered with a status other than 2xx; see `status` and `body`.
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
  | 'content-type'
  | 'parse'
  | 'limit'
  | 'server'
  | 'incomplete'

export interface ChatStreamErrorDetails {
  /** The HTTP status, where there was a response. */
  readonly status?: number | undefined
  /** The beginning of the response's body, at most 4,096 characters. */
  readonly body?: string | undefined
  /** The server's own code, where it gave one. */
  readonly code?: string | undefined
  /** How long the server asked to be left alone, in milliseconds. */
  readonly retryAfter?: number | undefined
  readonly cause?: unknown
}

/**
 * The one class of every error that a chat stream tells of. Compare its `kind`, never its message:
 * engines word the same failure differently.
 *
 * @example
 * if (error.value?.kind === 'http' && error.value.status === 401) signIn()
 */
export class ChatStreamError extends Error {
  override readonly name = 'ChatStreamError'
  declare readonly status: number | undefined
  declare readonly body: string | undefined
  declare readonly code: string | undefined
  declare readonly retryAfter: number | undefined

  constructor(
    readonly kind: ChatStreamErrorKind,
    message: string,
    { cause, ...details }: ChatStreamErrorDetails = {},
  ) {
    super(message, { cause })
    Object.assign(this, details)
  }
}

/** Tells whether a value is a {@link ChatStreamError}, and with `kind` whether it is of that kind. */
export function isChatStreamError(
  value: unknown,
  kind?: ChatStreamErrorKind,
): value is ChatStreamError {
  return value instanceof ChatStreamError && (!kind || value.kind === kind)
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
export function isConnectionLost({ kind }: ChatStreamError): boolean {
  return kind === 'network' || kind === 'timeout' || kind === 'incomplete'
}

/**
 * Whatever else was thrown on the way to an answer is a failure of the connection: an AbortError, too,
 * that nobody here asked for.
 *
 * @internal
 */
export function asChatStreamError(thrown: unknown): ChatStreamError {
  return isChatStreamError(thrown)
    ? thrown
    : new ChatStreamError('network', `The connection failed: ${String(thrown)}`, { cause: thrown })
}
