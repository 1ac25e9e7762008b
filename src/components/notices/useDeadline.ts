import { useTimeoutFn } from '@vueuse/core'

export interface UseDeadlineReturn {
  /** Stops the clock. */
  pause: () => void
  /** Starts it again, with all of the time. */
  restart: () => void
}

/**
 * Calls `act` after a time, unless whoever is about to decide stops the clock.
 *
 * @param after - in milliseconds
 */
export function useDeadline(act: () => void, after: number): UseDeadlineReturn {
  const { start, stop } = useTimeoutFn(act, after)
  return { pause: stop, restart: () => start() }
}
