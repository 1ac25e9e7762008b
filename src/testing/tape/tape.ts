/**
 * Recorded answers of a server, as plain JSON. Save a tape with `JSON.stringify(tape, null, 2)`, and read it with
 * `parseTape`. It keeps every byte, and the time when each piece arrived.
 */
export interface Tape {
  readonly format: 'vue-chat-stream-tape'
  readonly version: 1
  /** In the order of the requests. */
  readonly exchanges: readonly TapeExchange[]
}

/** One request with its response. Times are whole milliseconds since the request. */
export interface TapeExchange {
  /** @example 'GET' */
  readonly method: string
  /** Path of the URL, without the origin and the query string, which may contain questions and API keys. */
  readonly path: string
  /** Response status, from 200 to 599. */
  readonly status: number
  /** Response headers with lower-case names, without secrets. */
  readonly headers: Readonly<Record<string, string>>
  /** Time when the response headers arrived. */
  readonly headAt: number
  /** The body, in the pieces that arrived. */
  readonly pieces: readonly TapePiece[]
  /**
   * How the body ended.
   *
   * - `clean`: the body ended regularly
   * - `broken`: the connection broke
   * - `closed`: the reader closed the connection, so the rest of the body is unknown
   */
  readonly end: (typeof ENDS)[number]
  readonly endAt: number
}

/** A piece of a body: readable text if it is valid UTF-8, or else base64. */
export type TapePiece =
  { readonly at: number; readonly text: string } | { readonly at: number; readonly base64: string }

export const FORMAT = 'vue-chat-stream-tape'
export const VERSION = 1
export const ENDS = ['clean', 'broken', 'closed'] as const
