import { atOnce } from '../core/internal.ts'
import type { UpdateSchedule } from '../core/index.ts'

/**
 * How often a growing answer changes the page.
 *
 * - `frame`: once a frame; directly while the page is hidden, where frames do not come, and where
 *   there are none, as on a server
 * - `event`: for every event
 * - a number: at most once in so many milliseconds
 */
export type Updates = 'frame' | 'event' | number

/** Makes the schedule that `createChatStream` publishes by. */
export function createUpdateSchedule(updates: Updates): UpdateSchedule {
  if (updates === 'event') return atOnce
  if (updates === 'frame') return onFrame
  return (update) => {
    const timer = setTimeout(update, updates)
    return () => clearTimeout(timer)
  }
}

const onFrame: UpdateSchedule = (update) => {
  if (typeof requestAnimationFrame !== 'function' || globalThis.document?.hidden !== false)
    return atOnce(update)

  const frame = requestAnimationFrame(run)
  // The page may be hidden before its next frame, which then would not come for minutes.
  document.addEventListener('visibilitychange', run)

  function cancel(): void {
    cancelAnimationFrame(frame)
    document.removeEventListener('visibilitychange', run)
  }
  function run(): void {
    cancel()
    update()
  }
  return cancel
}
