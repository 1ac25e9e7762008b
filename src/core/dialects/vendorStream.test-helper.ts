import type { Outcome } from '../types.ts'

/** A stream as one server sends it, and the answer that a client must make of it. */
export interface VendorStream {
  readonly name: string
  readonly body: string
  /** @default 'text/event-stream' */
  readonly contentType?: string
  readonly text: string
  /** @default none */
  readonly reasoning?: string
  readonly outcome: Outcome
  readonly finishReason?: string
  readonly refusal?: string
  /** Fields of the tool calls. @default none */
  readonly tools?: readonly object[]
  /** Fields of the server's own usage object. */
  readonly usage?: object
  /** Part of the error's message. */
  readonly error?: string
}
