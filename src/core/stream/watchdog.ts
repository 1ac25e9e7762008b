import { ChatStreamError } from '../errors.ts'

export interface Watchdog {
  /** The response's head is here: from now on bytes are awaited. */
  open(): void
  /** Looks at the clock: the timers of a machine that slept ring late. */
  check(): void
  /** Bytes are here. */
  bytes(): void
  /** Whether nothing came since a time of day, in milliseconds. */
  isSilentSince(time: number): boolean
  close(): void
}

/** How long to rely on one timer, in milliseconds: a page that was frozen, or slept, is noticed soon after. */
const LONGEST_WAIT = 5000

/**
 * Watches over a connection that may fall silent. One timer at a time, set anew only when it rings:
 * ten thousand pieces a second cost ten thousand readings of the clock, and no timers.
 */
export function createWatchdog(
  {
    connectTimeout = 15_000,
    idleTimeout = 45_000,
  }: { connectTimeout?: number; idleTimeout?: number },
  onTimeout: (error: ChatStreamError) => void,
): Watchdog {
  const limits = { connectTimeout, idleTimeout }
  let awaited: keyof typeof limits = 'connectTimeout'
  // The time of day goes on while a machine sleeps, and can be set back; the other clock does neither.
  const now = () => ({ steady: performance.now(), wall: Date.now() })
  let lastSign = now()
  let timer: ReturnType<typeof setTimeout> | undefined

  function check(): void {
    clearTimeout(timer)
    const limit = limits[awaited]
    if (!limit) return
    const { steady, wall } = now()
    const silence = Math.max(steady - lastSign.steady, wall - lastSign.wall)
    const remaining = limit - silence
    if (remaining > 0) timer = setTimeout(check, Math.min(LONGEST_WAIT, Math.ceil(remaining)))
    else
      onTimeout(
        new ChatStreamError('timeout', `Nothing came for ${limit / 1000} s. See \`${awaited}\`.`),
      )
  }

  check()
  return {
    open() {
      awaited = 'idleTimeout'
      lastSign = now()
      check()
    },
    check,
    bytes() {
      lastSign = now()
    },
    isSilentSince: (time) => lastSign.wall <= time,
    close: () => clearTimeout(timer),
  }
}
