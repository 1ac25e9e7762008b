import { useDocumentVisibility, useWindowFocus } from '@vueuse/core'
import { computed, onScopeDispose, watch, type Ref } from 'vue'
import { isLockTaken, takeLock } from '../../stores/index.ts'

/** Held by every tab that the person has before them. */
const NAME = 'vue-chat-stream:here'

export interface UsePresenceReturn {
  /** Whether the person has this tab before them. */
  isHere: Readonly<Ref<boolean>>
  /** Whether they have any tab of the app before them. */
  isAnywhere: () => Promise<boolean>
}

export function usePresence(): UsePresenceReturn {
  const visibility = useDocumentVisibility()
  const isFocused = useWindowFocus()
  const isHere = computed(() => visibility.value === 'visible' && isFocused.value)
  let end = new AbortController()

  watch(
    isHere,
    async (here) => {
      end.abort()
      if (!here) return
      const mine = new AbortController()
      end = mine
      const release = await takeLock(NAME, { mode: 'shared', signal: mine.signal })
      if (mine.signal.aborted) release?.()
      else mine.signal.addEventListener('abort', () => release?.())
    },
    { immediate: true },
  )
  onScopeDispose(() => end.abort())

  return { isHere, isAnywhere: async () => isHere.value || (await isLockTaken(NAME)) }
}
