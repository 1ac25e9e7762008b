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
  { connectTimeout, idleTimeout }: { connectTimeout: number; idleTimeout: number },
  onTimeout: (error: ChatStreamError) => void,
): Watchdog {
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastSign = 0

  function wait(delay: number, ring: () => void): void {
    clearTimeout(timer)
    timer = delay > 0 ? setTimeout(ring, delay) : undefined
  }

  function checkIdle(): void {
    const silence = performance.now() - lastSign
    if (silence < idleTimeout) return wait(Math.max(1, idleTimeout - silence), checkIdle)
    onTimeout(
      new ChatStreamError(
        'timeout',
        `Nothing came for ${idleTimeout / 1000} s. If the server may be silent for longer, have it send comments, or raise \`idleTimeout\`.`,
      ),
    )
  }

  wait(connectTimeout, () =>
    onTimeout(
      new ChatStreamError(
        'timeout',
        `The server did not begin to answer within ${connectTimeout / 1000} s. If it needs longer, raise \`connectTimeout\`.`,
      ),
    ),
  )

  return {
    open() {
      lastSign = performance.now()
      wait(idleTimeout, checkIdle)
    },
    bytes() {
      lastSign = performance.now()
    },
    close() {
      clearTimeout(timer)
    },
  }
}
