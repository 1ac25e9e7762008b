/**
 * What went wrong.
 *
 * - `argument`: an option or argument is wrong; nothing was sent.
 * - `busy`: an answer is streaming and the `whenBusy` option refuses another question.
 * - `too-long`: the question does not fit into an address; nothing was sent.
 * - `network`: the server could not be reached, or the connection broke.
 * - `timeout`: nothing came for as long as `connectTimeout` or `idleTimeout` allows.
 * - `http`: the server answered with a status other than 2xx; see `status` and `body`.
 * - `content-type`: a 2xx answer that is not a stream, such as an HTML page; see `body`.
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
  status?: number
  /** The beginning of the response's body, at most 4,096 characters. */
  body?: string
  /** The server's own code, where it gave one. */
  code?: string
  /** How long the server asked to be left alone, in milliseconds. */
  retryAfter?: number
  cause?: unknown
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
  readonly kind: ChatStreamErrorKind
  readonly status: number | undefined
  readonly body: string | undefined
  readonly code: string | undefined
  readonly retryAfter: number | undefined

  constructor(kind: ChatStreamErrorKind, message: string, details: ChatStreamErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.kind = kind
    this.status = details.status
    this.body = details.body
    this.code = details.code
    this.retryAfter = details.retryAfter
  }
}

/** Tells whether a value is a {@link ChatStreamError}, and with `kind` whether it is of that kind. */
export function isChatStreamError(
  value: unknown,
  kind?: ChatStreamErrorKind,
): value is ChatStreamError {
  return value instanceof ChatStreamError && (kind === undefined || value.kind === kind)
}
