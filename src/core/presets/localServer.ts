/**
 * How long to wait for the response headers of a server that loads its model first, in milliseconds. Ollama
 * gives up after five minutes: its own error arrives before this timeout.
 */
export const MODEL_LOADING_TIMEOUT = 6 * 60_000

/** Names and addresses of this machine, and of private networks; names without a dot are of containers. */
const LOCAL_HOST =
  /^([^.:]+|.*\.(localhost|local|internal|lan)|0\.0\.0\.0|(127|10)\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|\[(::1|f[cd].*)\])$/

/**
 * Returns whether a URL leads to this machine or a private network. A server there may have to load the
 * model before it responds; if the client aborts the request, it may abort the loading, too.
 *
 * @param url absolute, or relative to the page
 */
export function isLocalServer(url: string): boolean {
  const base = globalThis.location?.href
  return URL.canParse(url, base) && LOCAL_HOST.test(new URL(url, base).hostname)
}

/** Returns the timeouts of a server: the defaults, unless it is local. */
export function timeoutsOf(url: string): { readonly connectTimeout?: number } {
  return isLocalServer(url) ? { connectTimeout: MODEL_LOADING_TIMEOUT } : {}
}
