import type { ArgumentChecks } from './argumentChecks.ts'
import { isEvent } from './checkOptions.ts'
import { parseObject } from '../../jsonText.ts'

/**
 * Options of one question, for `send`, `edit`, `regenerate` and `resume`. They hold for all requests that are made
 * for its answer, also if the question has to wait, and for no other question. They are not stored.
 *
 * @example
 * await chat.send('Summarize this', { body: { model: 'large' }, signal: AbortSignal.timeout(60_000) })
 */
export interface SendOptions {
  /** Further headers. They replace headers of the chat with the same name. @default none */
  readonly headers?: HeadersInit | undefined
  /**
   * Further fields of the body. They replace fields of the same name, also those that the `body` function of the
   * chat returns. With `get` and `eventsource` they are added to the query string.
   * @default none
   */
  readonly body?: Readonly<Record<string, unknown>> | undefined
  /**
   * Data about the question, which becomes `message.metadata` of its message: a copy, as JSON of at most 65,536
   * UTF-16 units. Ignored if only tool results are sent.
   * @default none
   */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined
  /**
   * Stops the answer as `stop` does when it is aborted, or takes the question out of the queue if it still waits.
   * The answer has the outcome `stopped` then; nothing rejects.
   * @default none
   */
  readonly signal?: AbortSignal | undefined
}

/** The checked options of one question. Each call of `send` has its own object. */
export interface Call extends Omit<SendOptions, 'headers'> {
  readonly headers?: Headers
}

/**
 * Checks and copies the options of one question.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 */
export function toCall(options: SendOptions | Event = {}, checks?: ArgumentChecks): Call {
  // `@click="resume"` passes an event.
  if (isEvent(options)) return {}
  checks?.call(options)
  const { headers, body, metadata } = options
  return {
    ...(options as Call),
    ...(headers && { headers: new Headers(headers) }),
    ...(body && { body: { ...body } }),
    ...(metadata && { metadata: parseObject(JSON.stringify(metadata)) }),
  }
}
