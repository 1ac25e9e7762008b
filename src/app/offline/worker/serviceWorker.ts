import { appRequestOf } from '../appRequest.ts'

declare const self: ServiceWorkerGlobalScope
// Set by the build, .config/build/serviceWorker.ts: the app's files, and a name of just these.
declare const __APP_FILES__: readonly string[]
declare const __APP_VERSION__: string

const PREFIX = 'vue-chat-stream:app:'
const CACHE = PREFIX + __APP_VERSION__
/** A deployer's defaults, which there need not be. */
const CONFIG = 'config.json'

async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  // All or nothing: a page must never come without its scripts.
  await cache.addAll(__APP_FILES__.map((file) => new Request(file, { cache: 'no-cache' })))
  await cache.add(new Request(CONFIG, { cache: 'no-cache' })).catch(() => undefined)
  await self.skipWaiting()
}

/** The version before stays: tabs of it may want a script that their server does not have any more. */
async function removeOld(): Promise<void> {
  // In the order in which they were made.
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
}

async function newest(request: Request, name: RequestInfo = request): Promise<Response> {
  const cache = await caches.open(CACHE)
  try {
    const response = await fetch(request)
    // Between two versions of a server there may be none.
    if (response.status >= 500) return (await cache.match(name)) ?? response
    return response
  } catch (error) {
    const kept = await cache.match(name, { ignoreVary: true })
    if (kept) return kept
    throw error
  }
}

async function kept(request: Request): Promise<Response> {
  const ofNow = await (await caches.open(CACHE)).match(request, { ignoreVary: true })
  return ofNow ?? (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

async function newestFile(request: Request): Promise<Response> {
  const response = await newest(request)
  if (response.ok && request.url.endsWith(CONFIG)) {
    const cache = await caches.open(CACHE)
    await cache.put(request, response.clone())
  }
  return response
}

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(removeOld()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const kind = appRequestOf(request, self.registration.scope)
  if (kind === 'page') event.respondWith(newest(request, 'index.html'))
  else if (kind === 'hashed') event.respondWith(kept(request))
  else if (kind === 'file') event.respondWith(newestFile(request))
})
