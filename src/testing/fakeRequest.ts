import { checkOption, responseError } from '../core/internal.ts'
import {
  type ChatMessage,
  type ChatRequest,
  ChatStreamError,
  type StreamEvent,
  type StreamRecord,
  type TransportContext,
} from '../core/index.ts'
import { afterPromises } from './afterPromises.ts'
import { toRecord } from './fakeDialect.ts'
import { createRecordQueue } from './recordQueue.ts'

/** A record as a server sends it. `data` that is no text is sent as JSON. */
export interface FakeRecord {
  readonly data: unknown
  /** @default 'message' */
  readonly event?: string
  /** @default '' */
  readonly id?: string
}

/**
 * One request of a chat, answered by hand. Until something is sent, it hangs.
 *
 * What sends something returns a promise: it resolves when the chat has taken it and the page, too, has
 * changed, as far as that waits for no timer and no frame. Once the chat has closed the connection nothing
 * reaches it any more, as with a server.
 */
export interface FakeRequest {
  /** The question's text. */
  readonly question: string
  /** The whole conversation, the question last. */
  readonly messages: readonly ChatMessage[]
  /** The question's key: the same for all its attempts. */
  readonly id: string
  readonly url: string
  readonly headers: Headers
  /** What a POST would send. */
  readonly body: unknown
  /** Set where nothing is asked, but the rest of a run is wanted. */
  readonly resumption: TransportContext['resumption']
  /** The chat closed the connection: it was stopped, timed out, or has all that it wants. */
  readonly aborted: boolean
  /** The head of the answer comes, and nothing of its body yet. What sends something does it by itself. */
  open(headers?: HeadersInit): Promise<void>
  /**
   * Sends a piece of text, as `event` does.
   * @throws {ChatStreamError} `argument` where the chat has another dialect than `auto`, `content` or the fake's
   */
  text(text: string): Promise<void>
  /**
   * Sends what a dialect would make of a record.
   * @throws {ChatStreamError} `argument` for an event that only `dialect: fake.dialect` can be told of
   */
  event(event: StreamEvent): Promise<void>
  /** Sends a record, for the dialect that the chat has. */
  record(record: FakeRecord): Promise<void>
  /** Sends bytes without a meaning, as a comment is, which keep a stream alive. */
  ping(): Promise<void>
  /** The answer is complete: sends what is left of its text, if any, and the proof, and ends. */
  end(text?: string): Promise<void>
  /** The stream ends cleanly, without any proof. */
  close(): Promise<void>
  /**
   * The connection fails.
   * @param error what the transport throws. @default a TypeError, as of a broken connection
   */
  fail(error?: unknown): Promise<void>
  /**
   * The server refuses, in place of an answer.
   * @param status from 400 to 599
   * @param body text, or what is sent as JSON. @default nothing
   * @throws {ChatStreamError} `argument` for another status, or after something was sent
   */
  refuse(status: number, body?: unknown, headers?: HeadersInit): Promise<void>
  /** Nothing more comes, ever. Resolves when the chat closes the connection: by a timeout, or a stop. */
  hang(): Promise<void>
}

/** @returns the request as a test sees it, and the records that its transport brings */
export function createFakeRequest(
  { id, message, messages }: ChatRequest,
  context: TransportContext,
  headers: Headers,
): { readonly request: FakeRequest; readonly records: AsyncIterable<StreamRecord> } {
  const { url, signal, resumption } = context
  const queue = createRecordQueue(signal)
  let isOpen = false
  let isOver = false

  function act(send: () => Promise<void>): Promise<void> {
    if (isOver) throw misused('The test has ended this answer: nothing can follow.')
    return send()
  }
  function open(head?: HeadersInit): void {
    if (!isOpen) context.onOpen(new Headers(head))
    isOpen = true
  }
  function push(record: StreamRecord): Promise<void> {
    open()
    return queue.push(record)
  }
  function end(error?: { readonly thrown: unknown }): Promise<void> {
    isOver = true
    return queue.end(error)
  }
  async function refuse(status: number, body: unknown, head?: HeadersInit): Promise<void> {
    const init = { status, headers: new Headers(head) }
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
    open: (head) => act(() => (open(head), afterPromises())),
    text: (text) => request.event({ type: 'text-delta', text }),
    event: (event) => act(() => push(toRecord(event, context.events))),
    record: ({ data, event = 'message', id: own = '' }) =>
      act(() => {
        const text = typeof data === 'string' ? data : JSON.stringify(data)
        return push({ event, data: text, id: own })
      }),
    ping: () =>
      act(() => {
        open()
        context.onBytes(1)
        return afterPromises()
      }),
    end: (text) =>
      act(() => {
        if (text !== undefined) void request.text(text)
        void push({ event: 'close', data: '{"reason":"done"}', id: '' })
        return end()
      }),
    close: () => act(() => (open(), end())),
    fail: (thrown = new TypeError('The connection broke.')) => act(() => end({ thrown })),
    refuse: (status, body, head) =>
      act(() => {
        if (isOpen) throw misused('A server that has begun to answer cannot refuse any more.')
        checkOption('status', status, status >= 400 && status <= 599, 'from 400 to 599')
        isOver = true
        return refuse(status, body, head)
      }),
    hang: () =>
      act(() => {
        isOver = true
        return queue.left.then(afterPromises)
      }),
  }
  return { request, records: queue.records }
}

function misused(message: string): ChatStreamError {
  return new ChatStreamError('argument', message)
}
