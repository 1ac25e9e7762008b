import { watch } from 'vue'
import { useAnnouncer } from '../../markdown/internal.ts'

export interface UseRefusalReturn {
  /** Announces why the current value is refused, if it is. Call it when the user has finished typing. */
  tellRefusal: () => void
}

/**
 * Announces why a field refuses what the user entered. Each entered value is announced once, although Enter fires
 * both `keydown` and `change`. The field shows the same text, to which its `aria-describedby` points.
 *
 * @param value - what the user typed
 * @param refusal - why it is refused; empty if it is accepted
 */
export function useRefusal(value: () => string, refusal: () => string): UseRefusalReturn {
  const announce = useAnnouncer()
  let isTold = false
  watch(value, () => (isTold = false), { flush: 'sync' })

  return {
    tellRefusal() {
      if (!isTold) announce(refusal())
      isTold = true
    },
  }
}
