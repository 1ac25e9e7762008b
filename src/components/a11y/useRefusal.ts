import { watch } from 'vue'
import { useAnnouncer } from '../../markdown/internal.ts'

export interface UseRefusalReturn {
  /** Announces why the current value is rejected, if it is. Call it when the user has finished typing. */
  announceRefusal: () => void
}

/**
 * Announces why a field rejects the value that the user entered. Each value is announced once, although Enter fires
 * both `keydown` and `change`. The field shows the same text, and its `aria-describedby` points to that text.
 *
 * @param value - the text that the user typed
 * @param refusal - why the value is rejected; empty if it is accepted
 */
export function useRefusal(value: () => string, refusal: () => string): UseRefusalReturn {
  const announce = useAnnouncer()
  let isAnnounced = false
  watch(value, () => (isAnnounced = false), { flush: 'sync' })

  return {
    announceRefusal() {
      if (!isAnnounced) announce(refusal())
      isAnnounced = true
    },
  }
}
