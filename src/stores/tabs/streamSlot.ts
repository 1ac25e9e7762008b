import { shallowRef, type Ref } from 'vue'
import { takeLock, type Release } from './webLock.ts'

/**
 * How many answers stream from one origin at once, over all tabs. Browsers open six connections to an HTTP/1.1
 * server; the sixth one is left for questions, for Stop and for the page itself.
 */
const SLOTS = 5

/** One of the connections that this browser may keep open to a server. All tabs share them. */
export interface StreamSlot {
  /** Whether this slot waits because all connections are in use. */
  readonly isWaiting: Readonly<Ref<boolean>>
  /** Takes a connection, and waits for one if none is free. @returns false if the wait was canceled */
  take(): Promise<boolean>
  /** Gives the connection back, or cancels the wait. */
  release(): void
}

/**
 * Creates a slot, to be taken before a stream is opened. Without slots, a stream beyond the browser's limit
 * would not fail: it would hang without an error, and every other request to the server with it.
 */
export function createStreamSlot(url: () => string): StreamSlot {
  const isWaiting = shallowRef(false)
  let taking: Promise<boolean> | undefined
  let wait = new AbortController()
  let release: Release | undefined

  async function take({ signal }: AbortController): Promise<boolean> {
    const serverUrl = URL.parse(url(), location.href)
    // Don't wait: the request to an invalid URL fails with a message that says so.
    if (!serverUrl || isMultiplexed(serverUrl.origin)) return true
    const names = Array.from(
      { length: SLOTS },
      (_, slot) => `vue-chat-stream:slot:${slot}:${serverUrl.origin}`,
    )
    let taken = await takeFreeLock(names)
    if (!taken && !signal.aborted) {
      isWaiting.value = true
      taken = await waitForLock(names, signal)
      isWaiting.value = false
    }
    if (signal.aborted) taken?.()
    else release = taken
    return !signal.aborted
  }

  return {
    isWaiting,
    take: () => (taking ??= take(wait)),
    release() {
      wait.abort()
      release?.()
      release = undefined
      taking = undefined
      wait = new AbortController()
    },
  }
}

/** Returns whether the origin speaks HTTP/2 or HTTP/3, which carry any number of streams over one connection. */
function isMultiplexed(origin: string): boolean {
  const protocols = ['navigation', 'resource']
    .flatMap((type) => performance.getEntriesByType(type))
    .filter(({ name }) => name.startsWith(`${origin}/`))
    .map((entry) => ('nextHopProtocol' in entry ? String(entry.nextHopProtocol) : ''))
  return /^h[23]/.test(protocols.findLast(Boolean) ?? '')
}

async function takeFreeLock(names: readonly string[]): Promise<Release | undefined> {
  for (const name of names) {
    const release = await takeLock(name, { ifAvailable: true })
    if (release) return release
  }
  return undefined
}

/** Waits for all locks at once, and takes the first one that becomes free. */
async function waitForLock(
  names: readonly string[],
  signal: AbortSignal,
): Promise<Release | undefined> {
  const wait = new AbortController()
  const cancel = () => wait.abort()
  signal.addEventListener('abort', cancel)
  let first: Release | undefined
  const requests = names.map(async (name) => {
    const release = await takeLock(name, { signal: wait.signal })
    // A second lock may be granted before the abort reaches its request.
    if (first) release?.()
    else if (release) {
      first = release
      wait.abort()
    }
  })
  await Promise.all(requests)
  signal.removeEventListener('abort', cancel)
  return first
}
