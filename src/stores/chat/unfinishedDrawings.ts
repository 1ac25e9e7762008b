import { useEventListener } from '@vueuse/core'
import { shallowRef } from 'vue'
import { readTexts, withText } from '../settings/persistedRef.ts'
import { keepSharedText, readSharedText } from '../storage/siteData.ts'

const KEY = 'vue-chat-stream:unfinished-drawings'

/**
 * The chats whose drawing began and has not ended, remembered through a crash of the tab. A chat that crashed its
 * tab once would crash the next one as well.
 */
export interface UnfinishedDrawings {
  has(chatId: string): boolean
  begin(chatId: string): void
  end(chatId: string): void
}

/**
 * Returns the marks of these chats. All tabs share them, as the user may open a chat that froze its tab in another
 * one. They are written at once, before a crash can happen. Don't use VueUse's `useStorage`: it drops a second
 * change in the same tick.
 */
export function useUnfinishedDrawings(): UnfinishedDrawings {
  const begun = shallowRef(readTexts(readSharedText(KEY) ?? ''))

  function set(chatId: string, mark: string): void {
    const shared = readSharedText(KEY)
    // Another tab may have changed the marks.
    begun.value = withText(shared === undefined ? begun.value : readTexts(shared), chatId, mark)
    keepSharedText(KEY, JSON.stringify(begun.value))
  }

  useEventListener(globalThis, 'storage', ({ key, newValue }: StorageEvent) => {
    if (key === KEY) begun.value = readTexts(newValue ?? '')
  })

  return {
    has: (chatId) => Object.hasOwn(begun.value, chatId),
    begin: (chatId) => set(chatId, 'begun'),
    end: (chatId) => set(chatId, ''),
  }
}
