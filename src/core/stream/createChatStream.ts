import { argumentChecks } from './arguments/argumentChecks.ts'
import { checkGivenOptions, optionShape } from './arguments/optionShape.ts'
import { checkName, checkOption } from './arguments/checkOptions.ts'
import { completeHost, createStream, type ChatStream, type ChatStreamHost } from './chatStream.ts'
import { DIALECT_NAMES, namedDialect, pickedDialect } from '../dialects/namedDialect.ts'
import type { ChatStreamOptions, ChatTypeOptions, PinnedChatStreamOptions } from './options.ts'
import { transports } from '../transports/index.ts'
import type { ChatOf, DataOf, MetadataOf, ToolsOf } from '../chatTypes.ts'
import type { ToolSet } from '../tools/toolSet.ts'
import type { ChatTypes } from '../types.ts'

/**
 * Creates the stream of one chat, for any framework: the state behind `useChatStream`.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 * @example
 * const chat = createChatStream({ url: 'http://localhost:8866/ai/chat/stream' })
 * chat.subscribe(() => console.log(chat.getState().messages.map(textOf)))
 * const answer = await chat.send('Tell me a story')
 * console.log(answer.outcome)
 */
export function createChatStream<
  Chat extends ChatTypes = ChatTypes,
  Tools extends ToolSet<object> = ToolsOf<Chat>,
  Metadata = MetadataOf<Chat>,
  Data extends object = DataOf<Chat>,
>(
  options: NoInfer<ChatStreamOptions<ChatOf<Chat, Tools, Metadata, Data>>> &
    ChatTypeOptions<Tools, Metadata, Data>,
  host?: ChatStreamHost,
): ChatStream<ChatOf<Chat, Tools, Metadata, Data>>
export function createChatStream(options: ChatStreamOptions, host?: ChatStreamHost): ChatStream {
  const named = resolveNamedOptions(options)
  return createStream(
    { ...options, ...named },
    completeHost(host, options.messages, argumentChecks),
  )
}

/**
 * Returns the transport and the dialect, looked up if the options give a name.
 *
 * @param shape - all options that are allowed, besides `pick`
 */
export function resolveNamedOptions(
  options: Pick<ChatStreamOptions, 'transport' | 'dialect' | 'pick' | 'tools'>,
  shape: Readonly<Record<string, string>> = optionShape,
): Pick<PinnedChatStreamOptions, 'transport' | 'dialect'> {
  checkGivenOptions(options, { ...shape, pick: '' })
  const { transport = 'get', dialect, pick, tools } = options
  checkName('transport', transport, Object.keys(transports), 'function')
  const canSend = transport !== 'eventsource' || !tools
  checkOption('transport', transport, canSend, '`post` or `session` with `tools`')
  checkName('dialect', dialect, DIALECT_NAMES, 'object')
  checkOption('pick', pick, pick === undefined || !dialect, 'a path without `dialect`')
  return {
    transport: typeof transport === 'function' ? transport : transports[transport],
    dialect:
      pick !== undefined
        ? pickedDialect(pick)
        : typeof dialect === 'object'
          ? dialect
          : namedDialect(dialect),
  }
}
