import { vi } from 'vitest'

/** Answers every `fetch` of a test with a response. `vi.unstubAllGlobals()` ends it. */
export function stubFetch(answer: () => Response) {
  const fetch = vi.fn(() => Promise.resolve(answer()))
  vi.stubGlobal('fetch', fetch)
  return fetch
}

export function responseOf(contentType: string, body: BodyInit): Response {
  return new Response(body, { headers: { 'content-type': contentType } })
}

export const eventsOf = (...pieces: readonly string[]) =>
  responseOf('text/event-stream', pieces.map((piece) => `${piece}\n\n`).join(''))

/** An event stream that a test writes while it is read. */
export function openStream() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) })
  return {
    response: responseOf('text/event-stream', body),
    write: (event: object) =>
      controller?.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`)),
    close: () => controller?.close(),
  }
}
