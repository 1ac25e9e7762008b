/**
 * Creates a function that waits until a time on a tape, in milliseconds, divided by the speed. The wait ends
 * immediately when `signal` is aborted.
 *
 * It adds up the intervals between the times instead of reading a clock, so a fake clock that controls only timers
 * is enough.
 */
export function createPace(
  from: number,
  speed: number,
  signal: AbortSignal | undefined,
): (time?: number) => Promise<void> {
  let last = from
  let due = 0
  return async (time = last) => {
    due += Math.max(0, time - last) / speed
    last = Math.max(last, time)
    // Timers count whole milliseconds; keep the fraction for the next wait.
    const wait = Math.floor(due)
    due -= wait
    if (wait > 0) await sleep(wait, signal)
  }
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
  })
}
