/** The package's main entry: the composable and what it speaks of. */
export { useChatStream, type UseChatStreamOptions } from './composables/useChatStream.ts'
export {
  usePinnedChatStream,
  type UseChatStreamReturn,
  type UsePinnedChatStreamOptions,
} from './composables/usePinnedChatStream.ts'
export type { Updates } from './composables/updates.ts'
export * from './core/index.ts'
