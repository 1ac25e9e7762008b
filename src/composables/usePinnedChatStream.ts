import type {
  ChatOf,
  ChatTypeOptions,
  ChatTypes,
  DataOf,
  MetadataOf,
  ToolSet,
  ToolsOf,
} from '../core/index.ts'
import { checkPinnedOptions } from '../core/internal.ts'
import {
  useStream,
  type UsePinnedChatStreamOptions,
  type UsePinnedChatStreamReturn,
} from './useStream.ts'

/**
 * Works like `useChatStream`, but takes the transport and the dialect as values instead of names. The bundle contains
 * only these two, which makes it smaller. To stay small, it has no `id` and `persist`, and it checks the types of other
 * options and arguments only during development. Everything else is the same.
 *
 * @throws {ChatStreamError} of kind `argument` without a URL, or for a transport or a dialect that is a name; during
 *   development also for any other invalid option. The message names the option
 * @example
 * import { contentDialect, getTransport, usePinnedChatStream } from 'vue-chat-stream'
 *
 * const { messages, status, send, stop } = usePinnedChatStream({
 *   url: '/ai/chat/stream',
 *   transport: getTransport,
 *   dialect: contentDialect,
 * })
 */
export function usePinnedChatStream<
  Chat extends ChatTypes = ChatTypes,
  Tools extends ToolSet<object> = ToolsOf<Chat>,
  Metadata = MetadataOf<Chat>,
  Data extends object = DataOf<Chat>,
>(
  options: NoInfer<UsePinnedChatStreamOptions<ChatOf<Chat, Tools, Metadata, Data>>> &
    ChatTypeOptions<Tools, Metadata, Data>,
): UsePinnedChatStreamReturn<ChatOf<Chat, Tools, Metadata, Data>>
export function usePinnedChatStream(
  options: UsePinnedChatStreamOptions,
): UsePinnedChatStreamReturn {
  checkPinnedOptions(options)
  return useStream(options)
}
