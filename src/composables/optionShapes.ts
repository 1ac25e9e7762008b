import { optionShape } from '../core/internal.ts'
import type { UsePinnedChatStreamOptions, UseStreamOptions } from './useStream.ts'

/** The options of `usePinnedChatStream`. The compiler reports one that is missing. */
export const pinnedOptionShape: Readonly<Record<keyof UsePinnedChatStreamOptions, string>> = {
  ...optionShape,
  onUnmount: 'abort|detach',
  updates: '',
  inspect: 'function',
  onChange: 'function',
}

/** The options of `useChatStream`. */
export const useOptionShape: Readonly<Record<keyof UseStreamOptions, string>> = {
  ...pinnedOptionShape,
  id: '',
  persist: 'object',
}
