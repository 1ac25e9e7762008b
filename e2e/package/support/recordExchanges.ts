/** One request, and the response as its client received it. */
export interface Exchange {
  readonly method: string
  /** Whether the response headers were received. */
  hasHeaders: boolean
  /** Whether the body ended cleanly. */
  isWhole: boolean
  /** Every byte of the body that the client received. */
  body: Buffer
}

export interface Recorder {
  readonly fetch: typeof fetch
  readonly exchanges: readonly Exchange[]
}

/**
 * Returns a `fetch` that records every response, so that a test can compare the client's result with the received bytes.
 * Each request uses its own connection, so that a connection carries only one response.
 */
export function recordExchanges(): Recorder {
  const exchanges: Exchange[] = []

  async function fetchRecorded(input: string | URL | Request, init: RequestInit = {}) {
    const { method = 'GET' } = init
    const exchange = { method, hasHeaders: false, isWhole: false, body: Buffer.alloc(0) }
    exchanges.push(exchange)
    const headers = new Headers(init.headers)
    headers.set('connection', 'close')
    const response = await fetch(input, { ...init, headers })
    exchange.hasHeaders = true
    return new Response(response.body && recorded(response.body, exchange), response)
  }
  return { fetch: fetchRecorded, exchanges }
}

function recorded(body: ReadableStream<Uint8Array>, exchange: Exchange) {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        exchange.isWhole = done
        if (done) return controller.close()
        exchange.body = Buffer.concat([exchange.body, value])
        controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Don't read ahead: a break would discard bytes that the client has not read yet.
    { highWaterMark: 0 },
  )
}
