import { shallowRef, type Ref } from 'vue'
import { takeLock, type Release } from './webLock.ts'

/**
 * How many answers stream from one origin at once, over all tabs: browsers open six connections to a server
 * of HTTP/1.1, and the sixth is left for questions, for Stop and for the page itself.
 */
const SLOTS = 5

/** One of the connections of this browser to a server. */
export interface StreamSlot {
  /** There is none at the moment. */
  readonly isAwaited: Readonly<Ref<boolean>>
  /** Takes one, or waits for one. @returns false where the wait was ended */
  take(): Promise<boolean>
  /** Gives it back, or ends the wait. */
  release(): void
}

/**
 * Makes sure that a further stream can be opened before it is. Past the browser's limit it would not fail: it
 * would hang without a word, and every other request to this server with it.
 */
export function createStreamSlot(url: () => string): StreamSlot {
  const isAwaited = shallowRef(false)
  let taking: Promise<boolean> | undefined
  let wait = new AbortController()
  let release: Release | undefined

  async function take({ signal }: AbortController): Promise<boolean> {
    const address = URL.parse(url(), location.href)
    // What is no address fails elsewhere, and says why.
    if (!address || isMultiplexed(address.origin)) return true
    const names = Array.from(
      { length: SLOTS },
      (_, slot) => `vue-chat-stream:slot:${slot}:${address.origin}`,
    )
    let taken = await firstAvailable(names)
    if (!taken && !signal.aborted) {
      isAwaited.value = true
      taken = await firstOf(names, signal)
      isAwaited.value = false
    }
    if (signal.aborted) taken?.()
    else release = taken
    return !signal.aborted
  }

  return {
    isAwaited,
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

/** HTTP/2 and HTTP/3 carry any number of streams over one connection. */
function isMultiplexed(origin: string): boolean {
  const protocols = ['navigation', 'resource']
    .flatMap((type) => performance.getEntriesByType(type))
    .filter(({ name }) => name.startsWith(`${origin}/`))
    .map((entry) => ('nextHopProtocol' in entry ? String(entry.nextHopProtocol) : ''))
  return /^h[23]/.test(protocols.findLast(Boolean) ?? '')
}

async function firstAvailable(names: readonly string[]): Promise<Release | undefined> {
  for (const name of names) {
    const release = await takeLock(name, { ifAvailable: true })
    if (release) return release
  }
  return undefined
}

async function firstOf(
  names: readonly string[],
  signal: AbortSignal,
): Promise<Release | undefined> {
  const wait = new AbortController()
  const end = () => wait.abort()
  signal.addEventListener('abort', end)
  let first: Release | undefined
  const takings = names.map(async (name) => {
    const release = await takeLock(name, { signal: wait.signal })
    // Two may be granted before the others hear that they need not wait.
    if (first) release?.()
    else if (release) {
      first = release
      wait.abort()
    }
  })
  await Promise.all(takings)
  signal.removeEventListener('abort', end)
  return first
}
