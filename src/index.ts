/** The package's main entry: the composable and what it speaks of. */
export { useChatStream, type UseChatStreamOptions } from './composables/useChatStream.ts'
export { usePinnedChatStream } from './composables/usePinnedChatStream.ts'
export type { UseChatStreamReturn, UsePinnedChatStreamOptions } from './composables/useStream.ts'
export type { Updates } from './composables/updates.ts'
export * from './core/index.ts'
