import { nextTick, onScopeDispose, watch } from 'vue'
import type { FoundMessage, FoundMessageView } from './createFoundMessage.ts'

/**
 * Shows messages that were found. What does it is loaded with the first one.
 *
 * @param view - the thread; undefined where none is shown
 * @param place - changes when another chat is opened, or the search is over: then the marks go
 * @returns what goes to a message and marks terms in it; the focus stays where it is
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
    // Its chat may have been opened a moment ago.
    await nextTick()
    await view()?.reveal(messageId)
    found.show(messageId, terms)
  }
}
