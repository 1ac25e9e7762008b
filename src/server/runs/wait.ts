/** The longest delay of a timer in Node and in browsers; a longer one would fire immediately. */
const MAX_TIMER_DELAY = 2 ** 31 - 1

/**
 * Waits for a time, or until `signal` is aborted. An abort *resolves* the promise, so that an aborted
 * stream ends in the same way as a finished one. Check `signal.aborted` afterwards.
 *
 * @param ms in milliseconds; `Infinity` waits only for the signal
 */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = startTimer(end, ms)
    signal.addEventListener('abort', end, { once: true })
    function end() {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
  })
}

/** Calls a function after a time in milliseconds, or never if no timer can wait that long. */
export function startTimer(
  call: () => void,
  ms: number,
): ReturnType<typeof setTimeout> | undefined {
  return ms > MAX_TIMER_DELAY ? undefined : setTimeout(call, ms)
}

/** Lets the process end while a timer is pending, on platforms where timers keep it alive. */
export function unreferenced<T extends ReturnType<typeof setTimeout> | undefined>(timer: T): T {
  if (typeof timer === 'object' && 'unref' in timer) timer.unref()
  return timer
}
