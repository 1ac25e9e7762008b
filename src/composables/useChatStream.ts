import { argumentChecks, resolveNamedOptions } from '../core/internal.ts'
import type {
  ChatOf,
  ChatTypeOptions,
  ChatTypes,
  DataOf,
  DialectOption,
  MetadataOf,
  PickOption,
  ToolSet,
  ToolsOf,
} from '../core/index.ts'
import { usePersistence } from './usePersistence.ts'
import { useSharedChat } from './useSharedChat.ts'
import { checkUpdates } from './updates.ts'
import { useOptionShape } from './optionShapes.ts'
import {
  useStream,
  type CreateChat,
  type UseChatStreamBaseOptions,
  type UseChatStreamReturn,
} from './useStream.ts'

export type UseChatStreamOptions<Chat extends ChatTypes = ChatTypes> =
  UseChatStreamBaseOptions<Chat> & (DialectOption | PickOption)

/**
 * Creates a chat with an endpoint that streams its answers, and returns its state as refs.
 *
 * The chat ends with the component or effect scope that called `useChatStream`. Outside of both, call `dispose`.
 *
 * @throws {ChatStreamError} of kind `argument` for an invalid option; the message names the option
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 * @example
 * const { messages, status, send, stop } = useChatStream({ url: '/ai/chat/stream' })
 * await send('Tell me a story')
 */
export function useChatStream<
  Chat extends ChatTypes = ChatTypes,
  Tools extends ToolSet<object> = ToolsOf<Chat>,
  Metadata = MetadataOf<Chat>,
  Data extends object = DataOf<Chat>,
>(
  options: NoInfer<UseChatStreamOptions<ChatOf<Chat, Tools, Metadata, Data>>> &
    ChatTypeOptions<Tools, Metadata, Data>,
): UseChatStreamReturn<ChatOf<Chat, Tools, Metadata, Data>>
export function useChatStream(options: UseChatStreamOptions): UseChatStreamReturn {
  const allOptions = { ...options, ...resolveNamedOptions(options, useOptionShape) }
  checkUpdates(options.updates)
  const { id, persist, inspect } = options
  const create = inspect?.(createChat) ?? createChat
  return id === undefined && !persist ? create(allOptions) : useSharedChat(allOptions, create)
}

const createChat: CreateChat = (options) =>
  useStream(options, { checks: argumentChecks, persist: usePersistence })
