/**
 * Makes a function that waits until a time on a tape, in milliseconds, played at some speed. It ends at
 * once when `signal` is aborted.
 *
 * It adds up what lies between the times, and reads no clock: a fake one that moves timers alone is enough.
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
    // Timers count whole milliseconds; what is left over is not lost.
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
