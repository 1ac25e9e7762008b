/** Reads the method, path and signal of a request from the two arguments of `fetch`. */
type Input = Parameters<typeof fetch>[0]
type Init = Parameters<typeof fetch>[1]

export function getMethod(input: Input, init: Init): string {
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
  return method.toUpperCase()
}

/** Returns the URL's path, without the query string: it may contain questions, and the API keys of some servers. */
export function getPath(input: Input): string {
  const url = input instanceof Request ? input.url : String(input)
  return new URL(url, globalThis.location?.href ?? 'http://localhost/').pathname
}

export function getSignal(input: Input, init: Init): AbortSignal | undefined {
  // `signal: null` removes the signal of a Request, so only undefined falls back to it.
  const signal =
    init?.signal === undefined && input instanceof Request ? input.signal : init?.signal
  return signal ?? undefined
}
