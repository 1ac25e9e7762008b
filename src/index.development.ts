/**
 * The package's main entry by the condition `development` of its `exports`, by which Vite and others resolve
 * it while an app is developed: the same names, shown in Vue Devtools,
 * with errors that suggest the right option.
 */
import { useCheckedPinnedChatStream, withDevtools, withSuggestions } from './composables/index.ts'
import { useChatStream as use, type usePinnedChatStream as usePinned } from './index.ts'

export * from './index.ts'
export const useChatStream = withSuggestions(withDevtools(use))
// The checked variant has no type parameters.
export const usePinnedChatStream = withSuggestions(
  withDevtools(useCheckedPinnedChatStream),
) as typeof usePinned
