import { useEventListener } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, markRaw, onScopeDispose, shallowRef } from 'vue'
import { openChatStorage } from './openChatStorage.ts'

/** Where the chats are stored, and what a person has to know of it. */
export const useHistoryStorage = defineStore('historyStorage', () => {
  const storage = markRaw(openChatStorage())
  const state = shallowRef(storage.state)
  const dismissed = shallowRef<typeof state.value>()

  const unsubscribe = storage.subscribe((changed) => (state.value = changed))
  // The person may have made room meanwhile, or closed the tab that was in the way.
  useEventListener(document, 'visibilitychange', () => void (document.hidden || storage.retry()))
  onScopeDispose(() => {
    unsubscribe()
    void storage.close()
  })

  return {
    storage,
    state: computed(() => state.value),
    /** Why what is new is not stored, until somebody says that they know. */
    trouble: computed(() =>
      state.value === 'ok' || state.value === dismissed.value ? undefined : state.value,
    ),
    dismiss: () => (dismissed.value = state.value),
  }
})
