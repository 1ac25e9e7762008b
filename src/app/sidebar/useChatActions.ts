import { nextTick } from 'vue'
import { useChats } from '../../stores/index.ts'
import type { FoundResult } from '../find/useChatSearch.ts'
import type { UseSidebarReturn } from './useSidebar.ts'

export interface ChatActionsOptions {
  readonly sidebar: Pick<UseSidebarReturn, 'isShown' | 'isDrawerShown' | 'leaveDrawer'>
  focusSidebar(): void
  focusComposer(): void
  /** Focuses the button that opens the sidebar. */
  focusMenu(): void
  /** Scrolls to a message of the open chat and marks the search terms in it. */
  showMessage(messageId: string, terms: readonly string[]): Promise<void>
}

export interface UseChatActionsReturn {
  readonly newChat: () => void
  readonly open: (id: string) => Promise<void>
  /** Opens the chat of a search result, and goes to the message. */
  readonly openResult: (result: FoundResult | undefined) => Promise<void>
  readonly remove: (id: string) => void
  readonly archive: (id: string, archived: boolean) => void
}

/** Returns the actions of the sidebar on chats. Each of them also places the focus. */
export function useChatActions(options: ChatActionsOptions): UseChatActionsReturn {
  const { sidebar, focusSidebar, focusComposer, focusMenu, showMessage } = options
  const chats = useChats()

  async function open(id: string): Promise<void> {
    const wasInDrawer = sidebar.leaveDrawer()
    await chats.open(id)
    await nextTick()
    // The composer of the opened chat takes the focus when it is mounted, except on touch.
    if (wasInDrawer && !document.activeElement?.closest('.main')) focusMenu()
  }

  /** Moves the focus out of a row that is gone. */
  function focusAfterRow(): void {
    if (sidebar.isDrawerShown.value) focusSidebar()
    else focusComposer()
  }

  return {
    newChat() {
      chats.newChat()
      sidebar.leaveDrawer()
      focusComposer()
    },
    open,
    async openResult(result) {
      if (!result) return
      const focused = document.activeElement
      await open(result.hit.chat.id)
      // Keep the focus on the result: the user may want to open the next one.
      if (sidebar.isShown.value && focused instanceof HTMLElement) focused.focus()
      const { message } = result.hit
      if (!message) return
      chats.showMessage(message.id)
      await nextTick()
      await showMessage(message.id, result.terms)
    },
    remove(id) {
      void chats.remove(id)
      focusAfterRow()
    },
    archive(id, archived) {
      chats.archive(id, archived)
      if (archived) focusAfterRow()
    },
  }
}
