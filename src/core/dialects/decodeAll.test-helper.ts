import { applyEvent } from '../stream/answer.ts'
import { endingOf, type Ending } from '../stream/ending.ts'
import { ChatStreamError } from '../errors.ts'
import { readRecords } from '../wire/records.ts'
import { createBody } from '../stream/scriptedServer.test-helper.ts'
import type { ChatMessage, Dialect, DialectState, StreamEvent } from '../types.ts'

export interface Decoded extends Ending {
  readonly message: ChatMessage
  readonly events: readonly StreamEvent[]
}

/** Decodes a whole body, cut into pieces of `size` bytes, as a stream that ends cleanly. */
export async function decodeAll(
  dialect: Dialect,
  body: string,
  { contentType = 'text/event-stream', size = Infinity } = {},
): Promise<Decoded> {
  const bytes = new TextEncoder().encode(body)
  const pieces: Uint8Array[] = []
  for (let from = 0; from < bytes.length; from += size)
    pieces.push(bytes.subarray(from, from + size))
  const headers = new Headers({ 'content-type': contentType })
  const state: DialectState = { headers }

  const events: StreamEvent[] = []
  let failure: ChatStreamError | undefined
  let isUnmarked = false
  try {
    for await (const record of readRecords(
      new Response(createBody(pieces), { headers }),
      () => {},
    )) {
      await dialect.prepare?.(record, state)
      events.push(...dialect.decode(record, state))
      if (events.some(({ type }) => type === 'stream-end' || type === 'error')) break
    }
    if (!events.some(({ type }) => type === 'stream-end' || type === 'error')) {
      isUnmarked = !events.some(({ type }) => type === 'finish')
      events.push(...(dialect.end?.(state) ?? []))
    }
  } catch (error) {
    if (!(error instanceof ChatStreamError)) throw error
    failure = error
  }
  const errorEvent = events.find((event) => event.type === 'error')
  if (errorEvent) failure = new ChatStreamError('server', errorEvent.message)
  const finish = events.find((event) => event.type === 'finish')
  const empty: ChatMessage = { id: 'a', role: 'assistant', parts: [], createdAt: 0 }
  const message = events.reduce(applyEvent, empty)
  const facts = {
    hasBegun: true,
    isUnmarked,
    ...(finish ? { finish } : {}),
    ...(failure ? { error: failure } : {}),
  }
  return { message, events, ...endingOf(message, facts) }
}

/** Frames payloads as an event stream. */
export function sse(...payloads: readonly unknown[]): string {
  return payloads
    .map((payload) => (typeof payload === 'string' ? payload : JSON.stringify(payload)))
    .map((data) => `data: ${data}\n\n`)
    .join('')
}

interface TypedPayload {
  readonly type: string
  readonly [field: string]: unknown
}

/** Frames payloads as an event stream. Each event is named after the `type` of its payload. */
export function named(...payloads: readonly TypedPayload[]): string {
  return payloads.map((payload) => `event: ${payload.type}\n${sse(payload)}`).join('')
}
