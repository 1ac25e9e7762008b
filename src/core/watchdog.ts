import { ChatStreamError } from './errors.ts'

export interface Watchdog {
  /** The response's head is here: from now on bytes are awaited. */
  open(): void
  /** Bytes are here. */
  bytes(): void
  close(): void
}

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
  let lastSign = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined

  function check(): void {
    clearTimeout(timer)
    const limit = limits[awaited]
    const remaining = limit - (performance.now() - lastSign)
    if (limit > 0 && remaining > 0) timer = setTimeout(check, Math.ceil(remaining))
    if (limit <= 0 || remaining > 0) return
    const message = `Nothing came for ${limit / 1000} s. See \`${awaited}\`.`
    onTimeout(new ChatStreamError('timeout', message))
  }

  check()
  return {
    open() {
      awaited = 'idleTimeout'
      lastSign = performance.now()
      check()
    },
    bytes() {
      lastSign = performance.now()
    },
    close: () => clearTimeout(timer),
  }
}
