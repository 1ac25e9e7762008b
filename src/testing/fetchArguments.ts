/** What the two arguments of `fetch` ask for. */
type Input = Parameters<typeof fetch>[0]
type Init = Parameters<typeof fetch>[1]

export function methodOf(input: Input, init: Init): string {
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
  return method.toUpperCase()
}

/** Without the origin and the query: in a query are questions, and the keys of some servers. */
export function pathOf(input: Input): string {
  const address = input instanceof Request ? input.url : String(input)
  return new URL(address, globalThis.location?.href ?? 'http://localhost/').pathname
}

export function signalOf(input: Input, init: Init): AbortSignal | undefined {
  // null takes the signal of a Request away.
  const signal =
    init?.signal === undefined && input instanceof Request ? input.signal : init?.signal
  return signal ?? undefined
}
