/** The composables of the package, and what the stores use of them. */
export { useWatchedChatStream } from './devtools/useWatchedChatStream.ts'
export { watched } from './devtools/watched.ts'
export type { Updates } from './updates.ts'
export { useChatStream, type UseChatStreamOptions } from './useChatStream.ts'
export { usePinnedChatStream } from './usePinnedChatStream.ts'
export type { UseChatStreamReturn, UsePinnedChatStreamOptions } from './useStream.ts'
