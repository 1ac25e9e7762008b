/**
 * What a server answered, as plain JSON: keep it in a file with `JSON.stringify(tape, null, 2)`, and read it
 * back with `parseTape`. It is byte-exact, and tells when each piece came.
 */
export interface Tape {
  readonly format: 'vue-chat-stream-tape'
  readonly version: 1
  /** In the order in which they were asked. */
  readonly exchanges: readonly TapeExchange[]
}

/** One request and its answer. Times are in whole milliseconds since the request. */
export interface TapeExchange {
  /** @example 'GET' */
  readonly method: string
  /** The address without its origin and its query, which holds questions and keys. */
  readonly path: string
  /** From 200 to 599. */
  readonly status: number
  /** Names are in lower case. No secret is among them. */
  readonly headers: Readonly<Record<string, string>>
  /** When the head of the answer came. */
  readonly headAt: number
  /** The body, in the pieces in which it came. */
  readonly pieces: readonly TapePiece[]
  /**
   * How the body ended.
   *
   * - `clean`: as it should
   * - `broken`: the connection broke
   * - `closed`: its reader closed the connection, so that nobody knows what would have followed
   */
  readonly end: (typeof ENDS)[number]
  readonly endAt: number
}

/** A piece of a body: as text where it is whole UTF-8, so that people can read it, or else in base64. */
export type TapePiece =
  { readonly at: number; readonly text: string } | { readonly at: number; readonly base64: string }

export const FORMAT = 'vue-chat-stream-tape'
export const VERSION = 1
export const ENDS = ['clean', 'broken', 'closed'] as const
