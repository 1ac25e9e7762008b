import { useEventListener } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, markRaw, onScopeDispose, shallowRef } from 'vue'
import { openChatStorage } from './openChatStorage.ts'

/** The storage of the chats, and the state of it that the user needs to know. */
export const useHistoryStorage = defineStore('historyStorage', () => {
  const storage = markRaw(openChatStorage())
  const state = shallowRef(storage.state)
  const dismissed = shallowRef<typeof state.value>()

  const unsubscribe = storage.subscribe((changed) => (state.value = changed))
  // The user may have freed space in the meantime, or closed the tab that blocked the database.
  useEventListener(document, 'visibilitychange', () => void (document.hidden || storage.retry()))
  onScopeDispose(() => {
    unsubscribe()
    void storage.close()
  })

  return {
    storage,
    state: computed(() => state.value),
    /** Why new changes are not stored; undefined if they are, or after the user has dismissed the notice. */
    trouble: computed(() =>
      state.value === 'ok' || state.value === dismissed.value ? undefined : state.value,
    ),
    dismiss: () => (dismissed.value = state.value),
  }
})
