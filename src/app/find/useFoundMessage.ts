import { nextTick, onScopeDispose, watch } from 'vue'
import type { FoundMessage, FoundMessageView } from './createFoundMessage.ts'

/**
 * Shows search results in the open chat. The code is loaded with the first result.
 *
 * @param view - the thread; undefined while none is shown
 * @param place - a value that changes when another chat opens or the search ends. Then the marks are removed
 * @returns a function that scrolls to a message and marks terms in it, without moving the focus
 */
export function useFoundMessage(
  view: () => FoundMessageView | undefined,
  place: () => unknown,
): (messageId: string, terms: readonly string[]) => Promise<void> {
  let found: FoundMessage | undefined

  watch(place, () => found?.clear())
  onScopeDispose(() => found?.clear())
  return async (messageId, terms) => {
    const { createFoundMessage } = await import('./createFoundMessage.ts')
    found ??= createFoundMessage(view)
    // The chat may have been opened just now: wait until its thread is mounted.
    await nextTick()
    await view()?.reveal(messageId)
    found.show(messageId, terms)
  }
}
