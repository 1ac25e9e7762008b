/** A request that the service worker may answer, and how it answers it. */
export type AppRequest =
  /** The page itself: from the network if possible, otherwise from the cache. */
  | 'page'
  /** A file whose name changes with its content: from the cache. */
  | 'hashed'
  /** A file that may change: from the network if possible, otherwise from the cache. */
  | 'file'

const HASHED = /^assets\//
const FILES = /^(config\.json|manifest\.webmanifest|icons\/[^/]+)$/

/**
 * Classifies a request. Returns undefined for everything but the app's own files. The service worker must not answer
 * those: an answer that streams through it ends when the browser stops the worker.
 *
 * @param scope - the URL below which the app is served
 */
export function classifyAppRequest(
  request: Pick<Request, 'method' | 'mode' | 'url' | 'headers'>,
  scope: string,
): AppRequest | undefined {
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return undefined
  if (request.headers.get('accept')?.includes('text/event-stream')) return undefined
  const path = request.url.slice(scope.length).replace(/[?#].*$/s, '')
  if (request.mode === 'navigate') return /^(index\.html)?$/.test(path) ? 'page' : undefined
  if (HASHED.test(path)) return 'hashed'
  return FILES.test(path) ? 'file' : undefined
}
