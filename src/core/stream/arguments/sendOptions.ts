import { checkNames, isEvent } from './checkNames.ts'
import { checkOption } from '../checkOptions.ts'
import { parseObject } from '../../jsonText.ts'

/** Longest metadata of one question, in UTF-16 units of its JSON. */
const MAX_METADATA_LENGTH = 65_536

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

const types: Readonly<Record<keyof SendOptions, string>> = {
  headers: 'object, list or undefined',
  body: 'object or undefined',
  metadata: 'object or undefined',
  signal: 'object or undefined',
}

/** Copies each option. Returns nothing or throws for a wrong value. */
const copies: { readonly [Name in keyof Required<Call>]: (value: object) => unknown } = {
  headers: (headers) => new Headers(headers as Headers),
  body: (body) => ({ ...body }),
  metadata(metadata) {
    const json = JSON.stringify(metadata)
    return json.length <= MAX_METADATA_LENGTH && parseObject(json)
  },
  signal: (signal) => 'aborted' in signal && signal,
}

/**
 * Checks and copies the options of one question.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 */
export function toCall(options: SendOptions | Event = {}): Call {
  const call: Record<string, unknown> = {}
  // `@click="resume"` passes an event.
  if (isEvent(options)) return call
  checkNames(options, types)
  for (const [name, value] of Object.entries(options) as [keyof Call, object | undefined][]) {
    if (!value) continue
    try {
      call[name] = copies[name](value)
    } catch {
      // Reported below, as any other wrong value.
    }
    checkOption(name, value, call[name], 'valid')
  }
  return call
}
