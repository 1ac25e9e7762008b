/** One request, and what its client saw of the answer. */
export interface Exchange {
  readonly method: string
  /** The head of the answer came. */
  hasHead: boolean
  /** The body came to an orderly end. */
  isWhole: boolean
  /** Every byte of the body that was given to the client. */
  body: Buffer
}

export interface Recorder {
  readonly fetch: typeof fetch
  readonly exchanges: readonly Exchange[]
}

/**
 * A `fetch` that takes notes of what it gives its client, as the measure of what the client makes of it.
 * Each request has a connection of its own, so that one answer's bytes are all that a connection carries.
 */
export function recordExchanges(): Recorder {
  const exchanges: Exchange[] = []

  async function fetchRecorded(input: string | URL | Request, init: RequestInit = {}) {
    const { method = 'GET' } = init
    const exchange = { method, hasHead: false, isWhole: false, body: Buffer.alloc(0) }
    exchanges.push(exchange)
    const headers = new Headers(init.headers)
    headers.set('connection', 'close')
    const response = await fetch(input, { ...init, headers })
    exchange.hasHead = true
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
    // Reads nothing ahead: a break would take with it what nobody asked for yet.
    { highWaterMark: 0 },
  )
}
