import { useTimeoutFn } from '@vueuse/core'

export interface UseDeadlineReturn {
  /** Stops the timer. */
  pause: () => void
  /** Starts the timer again with the full delay. */
  restart: () => void
}

/**
 * Calls `act` after a delay, unless the caller pauses the timer because the user is about to decide.
 *
 * @param delay - in milliseconds
 */
export function useDeadline(act: () => void, delay: number): UseDeadlineReturn {
  const { start, stop } = useTimeoutFn(act, delay)
  return { pause: stop, restart: () => start() }
}
