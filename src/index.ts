/** The package's main entry: the composables, and everything of the stream without Vue. */
export {
  useChatStream,
  useObjectStream,
  usePinnedChatStream,
  type Updates,
  type UseChatStreamOptions,
  type UseChatStreamReturn,
  type UseObjectStreamOptions,
  type UseObjectStreamReturn,
  type UsePinnedChatStreamOptions,
  type UsePinnedChatStreamReturn,
} from './composables/index.ts'
export * from './core/index.ts'
