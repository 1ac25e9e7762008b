/** Node's and the browsers' longest timer; a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1

/**
 * Waits, or less long where `signal` is aborted: it then *resolves*, so that a stream that is ended
 * from outside ends as calmly as one that came to its end. Look at `signal.aborted` afterwards.
 *
 * @param ms `Infinity` waits for the signal alone
 */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = ms > LONGEST_TIMER ? undefined : setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
    function end() {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
  })
}
