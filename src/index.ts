/** The package's main entry: the composable and what it speaks of. */
export {
  useChatStream,
  type UseChatStreamOptions,
  type UseChatStreamReturn,
} from './composables/useChatStream.ts'
export type { Updates } from './composables/updates.ts'
export * from './core/index.ts'
