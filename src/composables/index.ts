/** The package's composables, and the variant for devtools that the stores use. */
export { useWatchedChatStream } from './devtools/useWatchedChatStream.ts'
export { useCheckedPinnedChatStream } from './devtools/useCheckedPinnedChatStream.ts'
export { withDevtools } from './devtools/withDevtools.ts'
export { withSuggestions } from './devtools/withSuggestions.ts'
export type { Updates } from './updates.ts'
export { useChatStream, type UseChatStreamOptions } from './useChatStream.ts'
export {
  useObjectStream,
  type UseObjectStreamOptions,
  type UseObjectStreamReturn,
} from './useObjectStream.ts'
export { usePinnedChatStream } from './usePinnedChatStream.ts'
export type {
  UseChatStreamReturn,
  UsePinnedChatStreamOptions,
  UsePinnedChatStreamReturn,
} from './useStream.ts'
