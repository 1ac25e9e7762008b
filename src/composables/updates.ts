import { checkOption, updateImmediately } from '../core/internal.ts'
import type { UpdateSchedule } from '../core/index.ts'

/**
 * How often a streaming answer updates the refs.
 *
 * - `frame`: once per animation frame; immediately while the page is hidden (browsers pause frames then) and in
 *   environments without frames, such as a server
 * - `event`: for every event
 * - a number: at most once in that many milliseconds
 */
export type Updates = 'frame' | 'event' | number

/** @throws {ChatStreamError} `argument` for a wrong option `updates` */
export function checkUpdates(updates: Updates = 'frame'): void {
  const isUpdates = updates === 'frame' || updates === 'event' || updates >= 0
  checkOption('updates', updates, isUpdates, '`frame`, `event` or a number of milliseconds')
}

/** Creates the schedule that `createChatStream` follows to publish its state. */
export function createUpdateSchedule(updates: Updates): UpdateSchedule {
  if (updates === 'event') return updateImmediately
  if (updates === 'frame') return onFrame
  return (update) => {
    const timer = setTimeout(update, updates)
    return () => clearTimeout(timer)
  }
}

const onFrame: UpdateSchedule = (update) => {
  if (typeof requestAnimationFrame !== 'function' || globalThis.document?.hidden !== false)
    return updateImmediately(update)

  const frame = requestAnimationFrame(run)
  // If the page is hidden before its next frame, that frame may be delayed for minutes.
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
