/** The package's main entry: the composables, and everything of the stream without Vue. */
export {
  useChatStream,
  usePinnedChatStream,
  type Updates,
  type UseChatStreamOptions,
  type UseChatStreamReturn,
  type UsePinnedChatStreamOptions,
} from './composables/index.ts'
export * from './core/index.ts'
