import { useDocumentVisibility, useWindowFocus } from '@vueuse/core'
import { computed, onScopeDispose, watch, type Ref } from 'vue'
import { isLockTaken, takeLock } from '../../stores/index.ts'

/** Name of the shared lock that every tab holds while the user looks at it. */
const LOCK_NAME = 'vue-chat-stream:here'

export interface UsePresenceReturn {
  /** Whether the user looks at this tab: it is visible and focused. */
  isHere: Readonly<Ref<boolean>>
  /** Whether the user looks at any tab of the app. */
  isAnywhere: () => Promise<boolean>
}

/** Reports whether the user looks at the app. Tabs report their presence to each other by a shared Web Lock. */
export function usePresence(): UsePresenceReturn {
  const visibility = useDocumentVisibility()
  const isFocused = useWindowFocus()
  const isHere = computed(() => visibility.value === 'visible' && isFocused.value)
  let releasing = new AbortController()

  watch(
    isHere,
    async (isNowHere) => {
      releasing.abort()
      if (!isNowHere) return
      const own = new AbortController()
      releasing = own
      const release = await takeLock(LOCK_NAME, { mode: 'shared', signal: own.signal })
      if (own.signal.aborted) release?.()
      else own.signal.addEventListener('abort', () => release?.())
    },
    { immediate: true },
  )
  onScopeDispose(() => releasing.abort())

  return { isHere, isAnywhere: async () => isHere.value || (await isLockTaken(LOCK_NAME)) }
}
