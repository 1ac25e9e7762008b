/** What a service worker may answer for the app, and how. */
export type AppRequest =
  /** The page itself: the newest that there is. */
  | 'page'
  /** A file whose name changes with its content. */
  | 'hashed'
  /** A file that may change: the newest that there is. */
  | 'file'

const HASHED = /^assets\//
const FILES = /^(config\.json|manifest\.webmanifest|icons\/[^/]+)$/

/**
 * What a request is to the app; undefined for everything that is not one of its own files, which the service
 * worker has to leave alone: an answer that streams through it lives only as long as the worker does.
 *
 * @param scope - the address below which the app is served
 */
export function appRequestOf(
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
