import { checkPinned } from '../core/internal.ts'
import {
  useStream,
  type UseChatStreamReturn,
  type UsePinnedChatStreamOptions,
} from './useStream.ts'

/**
 * As `useChatStream`, with the transport and the dialect as values: a bundle has these alone, which makes it
 * a third smaller. All else is the same.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which it names
 * @example
 * import { contentDialect, getTransport, usePinnedChatStream } from 'vue-chat-stream'
 *
 * const { messages, status, send, stop } = usePinnedChatStream({
 *   url: '/ai/chat/stream',
 *   transport: getTransport,
 *   dialect: contentDialect,
 * })
 */
export function usePinnedChatStream(options: UsePinnedChatStreamOptions): UseChatStreamReturn {
  checkPinned(options)
  return useStream(options)
}
