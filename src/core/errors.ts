import { isObject } from './jsonText.ts'
import type { SchemaIssue } from './schema.ts'

/**
 * Category of an error.
 *
 * - `argument`: an option or argument is wrong; nothing was sent.
 * - `busy`: an answer is streaming, and the `whenBusy` option refuses another question.
 * - `too-long`: the question does not fit into a URL; nothing was sent.
 * - `network`: the server could not be reached, or the connection broke.
 * - `timeout`: nothing arrived within `connectTimeout` or `idleTimeout`.
 * - `http`: the server responded with a status other than 2xx; see `status` and `body`.
 * - `redirect`: the server redirects, and a header of the request carries a secret that another server must
 *   not get; use the final URL.
 * - `content-type`: a 2xx response of an unexpected type, such as an HTML page; see `body`.
 * - `format`: no dialect knows the JSON of the stream; `body` is the start of its first payload. Set `pick` or
 *   `dialect`.
 * - `parse`: the stream contains something that its format does not allow.
 * - `limit`: one event is larger than the client accepts, or the model called tools in more answers than `maxSteps`.
 * - `server`: the server reported an error inside its stream; the message is the server's own.
 * - `incomplete`: the stream ended without proof that the answer was complete.
 * - `storage`: a chat could not be stored or read (`persistError`).
 * - `validation`: the answer is complete, but its JSON does not match the schema; see `issues`.
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
  | 'format'
  | 'parse'
  | 'limit'
  | 'server'
  | 'incomplete'
  | 'storage'
  | 'validation'

/**
 * All kinds of errors. A record instead of a list, so that the compiler reports a kind that is missing.
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
  format: true,
  parse: true,
  limit: true,
  server: true,
  incomplete: true,
  storage: true,
  validation: true,
}

/**
 * An error as plain data, as stored in `message.error`: it survives `JSON.stringify`, `structuredClone`,
 * IndexedDB and `postMessage`. A {@link ChatStreamError} has the same fields.
 */
export interface ChatMessageError {
  readonly kind: ChatStreamErrorKind
  readonly message: string
  /** The HTTP status, if there was a response. */
  readonly status?: number | undefined
  /** The beginning of the response's body, at most 4,096 characters. */
  readonly body?: string | undefined
  /** The server's own error code, if it sent one. */
  readonly code?: string | undefined
  /** How long the server asked the client to wait, in milliseconds. */
  readonly retryAfter?: number | undefined
}

/** Details of an error besides its kind and message. */
export interface ChatStreamErrorDetails extends Omit<ChatMessageError, 'kind' | 'message'> {
  /** The server sent `x-should-retry: true`: the same request may be sent again. */
  readonly shouldRetry?: boolean | undefined
  /** What does not match the schema of `useObjectStream`, at most 100 issues. */
  readonly issues?: readonly SchemaIssue[] | undefined
  /** The value that was thrown, of any type. It is not copied into messages. */
  readonly cause?: unknown
}

/**
 * The class of every error that a chat stream throws or reports. Compare its `kind`, never its message:
 * each engine words the same failure differently.
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
  declare readonly issues: readonly SchemaIssue[] | undefined

  constructor(
    readonly kind: ChatStreamErrorKind,
    message: string,
    { cause, status, body, code, retryAfter, shouldRetry, issues }: ChatStreamErrorDetails = {},
  ) {
    super(message, { cause })
    Object.assign(this, { status, body, code, retryAfter, shouldRetry, issues })
  }
}

/**
 * Returns whether a value is an error of a chat stream: a {@link ChatStreamError}, or the plain data of
 * `message.error`.
 *
 * @param kind accepts only errors of this kind. @default any
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
 * Returns the fields of an error as plain data, without those that are undefined.
 *
 * @internal
 */
export function toMessageError(error: ChatMessageError): ChatMessageError {
  const { kind, message, status, body, code, retryAfter } = error
  const fields = Object.entries({ kind, message, status, body, code, retryAfter })
  // `kind` and `message` are always present.
  return Object.fromEntries(
    fields.filter(([, value]) => value !== undefined),
  ) as unknown as ChatMessageError
}

/**
 * Returns whether only the connection was lost, so that the rest of the answer may still be available.
 *
 * @internal
 */
export function isConnectionLost({ kind }: Pick<ChatMessageError, 'kind'>): boolean {
  return kind === 'network' || kind === 'timeout' || kind === 'incomplete'
}

/**
 * Converts anything thrown while an answer was read to a {@link ChatStreamError}. Any other error counts as
 * a failure of the connection, including an AbortError that the chat did not cause.
 *
 * @internal
 */
export function toChatStreamError(thrown: unknown): ChatStreamError {
  if (thrown instanceof ChatStreamError) return thrown
  const cause = thrown
  return isChatStreamError(thrown)
    ? new ChatStreamError(thrown.kind, thrown.message, { ...thrown, cause })
    : new ChatStreamError('network', `The connection failed: ${String(thrown)}`, { cause })
}
