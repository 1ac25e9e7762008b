import { checkOption, responseError } from '../../core/internal.ts'
import {
  type ChatMessage,
  type ChatRequest,
  ChatStreamError,
  type StreamEvent,
  type StreamRecord,
  type TransportContext,
} from '../../core/index.ts'
import { afterPromises } from '../afterPromises.ts'
import { toRecord } from './fakeDialect.ts'
import { createRecordQueue } from './recordQueue.ts'

/** A record as a server sends it. `data` other than a string is sent as JSON. */
export interface FakeRecord {
  readonly data: unknown
  /** @default 'message' */
  readonly event?: string
  /** @default '' */
  readonly id?: string
}

/**
 * One request of a chat, answered by the test. It hangs until the test sends something.
 *
 * Each method that sends something returns a promise. It resolves when the chat has processed the data and the page
 * has changed, except for changes that wait for a timer or a frame. After the chat has closed the connection, it
 * receives nothing more, as with a real server.
 */
export interface FakeRequest {
  /** The question's text. */
  readonly question: string
  /** All messages of the chat, the question last. */
  readonly messages: readonly ChatMessage[]
  /** The question's idempotency key: the same for all attempts. */
  readonly id: string
  readonly url: string
  readonly headers: Headers
  /** The body that a POST would send. */
  readonly body: unknown
  /** Set if the request resumes a run instead of sending a question. */
  readonly resumption: TransportContext['resumption']
  /** Whether the chat has closed the connection: it was stopped, timed out, or has received everything. */
  readonly aborted: boolean
  /** Sends the response headers without any body. The methods that send something call it automatically. */
  open(headers?: HeadersInit): Promise<void>
  /**
   * Sends a text delta.
   * @throws {ChatStreamError} of kind `argument` if the chat's dialect is not `auto`, `content` or the fake's own
   */
  text(text: string): Promise<void>
  /**
   * Sends a stream event, as a dialect would decode it from a record.
   * @throws {ChatStreamError} of kind `argument` for an event that requires `dialect: fake.dialect`
   */
  event(event: StreamEvent): Promise<void>
  /** Sends a record in the format of the chat's dialect. */
  record(record: FakeRecord): Promise<void>
  /** Sends a byte without content, which keeps the stream alive as an SSE comment does. */
  ping(): Promise<void>
  /** Completes the answer: sends the rest of its text, if given, and an end mark, and closes the stream. */
  end(text?: string): Promise<void>
  /** Ends the stream cleanly, without an end mark. */
  close(): Promise<void>
  /**
   * Breaks the connection.
   * @param error the error that the transport throws. @default a TypeError, as for a broken connection
   */
  fail(error?: unknown): Promise<void>
  /**
   * Refuses the request with an HTTP error status instead of an answer.
   * @param status from 400 to 599
   * @param body text, or a value to send as JSON. @default nothing
   * @throws {ChatStreamError} of kind `argument` for any other status, or after something was sent
   */
  refuse(status: number, body?: unknown, headers?: HeadersInit): Promise<void>
  /** Sends nothing more. Resolves when the chat closes the connection, after a timeout or a stop. */
  hang(): Promise<void>
}

/** @returns the request that the test answers, and the records that the transport yields */
export function createFakeRequest(
  { id, message, messages }: ChatRequest,
  context: TransportContext,
  headers: Headers,
): { readonly request: FakeRequest; readonly records: AsyncIterable<StreamRecord> } {
  const { url, signal, resumption } = context
  const queue = createRecordQueue(signal)
  let isOpen = false
  let hasEnded = false

  function whileOpen(send: () => Promise<void>): Promise<void> {
    if (hasEnded)
      throw createMisuseError(
        'The test has already ended this answer. Send everything before `end()`, `close()`, `fail()`, `refuse()` or `hang()`.',
      )
    return send()
  }
  function open(responseHeaders?: HeadersInit): void {
    if (!isOpen) context.onOpen(new Headers(responseHeaders))
    isOpen = true
  }
  function push(record: StreamRecord): Promise<void> {
    open()
    return queue.push(record)
  }
  function end(error?: { readonly thrown: unknown }): Promise<void> {
    hasEnded = true
    return queue.end(error)
  }
  async function refuse(status: number, body: unknown, headers?: HeadersInit): Promise<void> {
    const init = { status, headers: new Headers(headers) }
    const isText = typeof body === 'string' || body === undefined
    const response = isText ? new Response(body ?? null, init) : Response.json(body, init)
    return queue.end({ thrown: await responseError(response) })
  }

  const request: FakeRequest = {
    question: message,
    messages,
    id,
    url,
    headers,
    body: context.body(),
    resumption,
    get aborted() {
      return signal.aborted
    },
    open: (responseHeaders) => whileOpen(() => (open(responseHeaders), afterPromises())),
    text: (text) => request.event({ type: 'text-delta', text }),
    event: (event) => whileOpen(() => push(toRecord(event, context.events))),
    record: ({ data, event = 'message', id: recordId = '' }) =>
      whileOpen(() => {
        const text = typeof data === 'string' ? data : JSON.stringify(data)
        return push({ event, data: text, id: recordId })
      }),
    ping: () =>
      whileOpen(() => {
        open()
        context.onBytes(1)
        return afterPromises()
      }),
    end: (text) =>
      whileOpen(() => {
        if (text !== undefined) void request.text(text)
        void push({ event: 'close', data: '{"reason":"done"}', id: '' })
        return end()
      }),
    close: () => whileOpen(() => (open(), end())),
    fail: (thrown = new TypeError('The connection broke.')) => whileOpen(() => end({ thrown })),
    refuse: (status, body, responseHeaders) =>
      whileOpen(() => {
        if (isOpen)
          throw createMisuseError(
            '`refuse()` cannot follow data: the answer has already begun. Call it first, or use `fail()`.',
          )
        checkOption('status', status, status >= 400 && status <= 599, 'a number from 400 to 599')
        hasEnded = true
        return refuse(status, body, responseHeaders)
      }),
    hang: () =>
      whileOpen(() => {
        hasEnded = true
        return queue.closed.then(afterPromises)
      }),
  }
  return { request, records: queue.records }
}

function createMisuseError(message: string): ChatStreamError {
  return new ChatStreamError('argument', message)
}
