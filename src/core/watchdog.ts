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
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastSign = performance.now()

  function watch(name: 'connectTimeout' | 'idleTimeout', delay = limits[name]): void {
    clearTimeout(timer)
    if (delay > 0) timer = setTimeout(ring, delay, name)
  }

  function ring(name: 'connectTimeout' | 'idleTimeout'): void {
    const remaining = limits[name] - (performance.now() - lastSign)
    if (remaining > 0) return watch(name, Math.max(1, remaining))
    onTimeout(
      new ChatStreamError(
        'timeout',
        `Nothing came for ${limits[name] / 1000} s. If the server needs longer, raise \`${name}\`.`,
      ),
    )
  }

  watch('connectTimeout')
  return {
    open() {
      lastSign = performance.now()
      watch('idleTimeout')
    },
    bytes() {
      lastSign = performance.now()
    },
    close: () => clearTimeout(timer),
  }
}
