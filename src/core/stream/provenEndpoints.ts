/** The maximum number of endpoints to remember: a URL may have a parameter that changes with every request. */
const MAX_ENDPOINTS = 100

/** Endpoints whose responses carried the marks of the exactly-once protocol. */
const proven = new Set<string>()

/** Notes that a response of an endpoint carried the marks of the exactly-once protocol. */
export function rememberProof(url: string): void {
  if (proven.size >= MAX_ENDPOINTS) proven.clear()
  proven.add(absolute(url))
}

/** Returns whether an earlier response of this endpoint carried the marks: it honors the key of a question. */
export function isProven(url: string): boolean {
  return proven.has(absolute(url))
}

/** A custom transport may use another kind of URL: compare that as it is. */
function absolute(url: string): string {
  const base = globalThis.location?.href
  return URL.canParse(url, base) ? new URL(url, base).href : url
}
