import { completeHost, createStream, type ChatStream, type ChatStreamHost } from './chatStream.ts'
import { checkOption, checkUrl } from './arguments/checkOptions.ts'
import type { ChatTypeOptions, PinnedChatStreamOptions } from './options.ts'
import type { ChatOf, DataOf, MetadataOf, ToolsOf } from '../chatTypes.ts'
import type { ToolSet } from '../tools/toolSet.ts'
import type { ChatTypes } from '../types.ts'

/**
 * Like `createChatStream`, but takes the transport and the dialect as values, so that a bundle contains
 * only these. To stay small, it does not check the types of other options and arguments.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 * @example
 * import { contentDialect, createPinnedChatStream, getTransport } from 'vue-chat-stream/core'
 *
 * const chat = createPinnedChatStream({ url, transport: getTransport, dialect: contentDialect })
 */
export function createPinnedChatStream<
  Chat extends ChatTypes = ChatTypes,
  Tools extends ToolSet<object> = ToolsOf<Chat>,
  Metadata = MetadataOf<Chat>,
  Data extends object = DataOf<Chat>,
>(
  options: NoInfer<PinnedChatStreamOptions<ChatOf<Chat, Tools, Metadata, Data>>> &
    ChatTypeOptions<Tools, Metadata, Data>,
  host?: ChatStreamHost,
): ChatStream<ChatOf<Chat, Tools, Metadata, Data>>
export function createPinnedChatStream(
  options: PinnedChatStreamOptions,
  host?: ChatStreamHost,
): ChatStream {
  checkPinnedOptions(options)
  return createStream(options, completeHost(host, options.messages))
}

/** Rejects a transport or dialect that is given by name: a pinned chat has no table of names. */
export function checkPinnedOptions({
  url,
  transport,
  dialect,
}: Readonly<Record<'url' | 'transport' | 'dialect', unknown>>): void {
  checkUrl(url)
  const isTransport = typeof transport === 'function'
  checkOption('transport', transport, isTransport, 'a function, such as `getTransport`')
  const isDialect = typeof dialect === 'object'
  checkOption('dialect', dialect, isDialect, 'an object, such as `contentDialect`')
}
