import { classifyAppRequest } from '../appRequest.ts'

declare const self: ServiceWorkerGlobalScope
// Set by the build (.config/build/serviceWorker.ts): the app's files, and a hash that identifies this set.
declare const __APP_FILES__: readonly string[]
declare const __APP_VERSION__: string

const PREFIX = 'vue-chat-stream:app:'
const CACHE = PREFIX + __APP_VERSION__
/** The deployer's defaults. The file is optional. */
const CONFIG = 'config.json'

async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  // All or nothing: a cached page needs all its scripts.
  await cache.addAll(__APP_FILES__.map((file) => new Request(file, { cache: 'no-cache' })))
  await cache.add(new Request(CONFIG, { cache: 'no-cache' })).catch(() => undefined)
  await self.skipWaiting()
}

/** Deletes old caches but the previous one: its tabs may need a script that the server no longer has. */
async function removeOldCaches(): Promise<void> {
  // `keys()` returns them from the oldest to the newest.
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
}

/** Fetches a file. Falls back to the cache if the network or the server fails. */
async function fetchNewest(request: Request, name: RequestInfo = request): Promise<Response> {
  const cache = await caches.open(CACHE)
  try {
    const response = await fetch(request)
    // During a deployment the server may be down for a moment.
    if (response.status >= 500) return (await cache.match(name)) ?? response
    return response
  } catch (error) {
    const cached = await cache.match(name, { ignoreVary: true })
    if (cached) return cached
    throw error
  }
}

/** Reads a file from this version's cache, then from the previous one's, then from the network. */
async function readCached(request: Request): Promise<Response> {
  const current = await (await caches.open(CACHE)).match(request, { ignoreVary: true })
  return current ?? (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

/** Fetches a file that may change, and caches config.json. */
async function fetchFile(request: Request): Promise<Response> {
  const response = await fetchNewest(request)
  if (response.ok && request.url.endsWith(CONFIG)) {
    const cache = await caches.open(CACHE)
    await cache.put(request, response.clone())
  }
  return response
}

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(removeOldCaches()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const kind = classifyAppRequest(request, self.registration.scope)
  if (kind === 'page') event.respondWith(fetchNewest(request, 'index.html'))
  else if (kind === 'hashed') event.respondWith(readCached(request))
  else if (kind === 'file') event.respondWith(fetchFile(request))
})
