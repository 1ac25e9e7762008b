import { useEventListener } from '@vueuse/core'
import type { ChatStorage } from '../storage/chatStorage.ts'
import type { TabChannel } from '../tabs/tabChannel.ts'
import type { LoadedChats } from './loadedChats.ts'

/**
 * Saves everything when the page is left, and continues when it returns from the back/forward cache. A page in
 * that cache must not hold locks or a channel, which other tabs may need.
 */
export function usePageLife(
  loaded: LoadedChats,
  storage: ChatStorage,
  channel: TabChannel,
  refreshList: () => Promise<void>,
): void {
  useEventListener(globalThis, 'pagehide', () => {
    for (const chat of loaded.all.value) chat.onPageHide()
    storage.keepUnwritten()
    channel.close()
  })
  useEventListener(globalThis, 'pageshow', ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    channel.open()
    for (const chat of loaded.all.value) void chat.onPageShow()
    channel.post({ type: 'ask-state' })
    void refreshList()
  })
}
