import { ChatStreamError } from '../errors.ts'
import type { ChatStreamBaseOptions } from './options.ts'

export interface Watchdog {
  /** The response headers arrived: from now on, wait for bytes. */
  noteHeaders(): void
  /** Compares the clock with the limit. Call it after the machine slept: its timers fire late. */
  check(): void
  /** Bytes arrived. */
  noteBytes(): void
  /** Returns whether nothing arrived since a time, in milliseconds as `Date.now()`. */
  isSilentSince(time: number): boolean
  close(): void
}

/**
 * The longest wait of one timer, in milliseconds, so that a timeout is noticed soon after the page was
 * frozen or the machine slept.
 */
const MAX_TIMER_WAIT = 5000

/**
 * Creates a watchdog for a connection that may fall silent. Bytes only note the time, and one timer at a
 * time checks it when it fires: ten thousand pieces per second read the clock ten thousand times, but set
 * no timers.
 */
export function createWatchdog(
  options: Pick<ChatStreamBaseOptions, 'connectTimeout' | 'idleTimeout'>,
  onTimeout: (error: ChatStreamError) => void,
): Watchdog {
  const { connectTimeout, idleTimeout = 45_000 } = options
  const limits = {
    connectTimeout:
      (typeof connectTimeout === 'function' ? connectTimeout() : connectTimeout) ?? 15_000,
    idleTimeout,
  }
  let activeLimit: keyof typeof limits = 'connectTimeout'
  // Use both clocks: the time of day continues while a machine sleeps, but may be set back; the monotonic
  // clock does neither.
  const now = () => [performance.now(), Date.now()] as const
  let [lastSteady, lastWall] = now()
  let timer: ReturnType<typeof setTimeout> | undefined

  function check(): void {
    clearTimeout(timer)
    const limit = limits[activeLimit]
    if (!limit) return
    const [steady, wall] = now()
    const remaining = limit - Math.max(steady - lastSteady, wall - lastWall)
    if (remaining > 0) timer = setTimeout(check, Math.min(MAX_TIMER_WAIT, Math.ceil(remaining)))
    else {
      const message = `No data arrived for ${limit / 1000} s. See the option \`${activeLimit}\`.`
      onTimeout(new ChatStreamError('timeout', message))
    }
  }

  function noteBytes(): void {
    ;[lastSteady, lastWall] = now()
  }

  check()
  return {
    noteHeaders() {
      activeLimit = 'idleTimeout'
      noteBytes()
      check()
    },
    check,
    noteBytes,
    isSilentSince: (time) => lastWall <= time,
    close: () => clearTimeout(timer),
  }
}
