import { resolveNamedOptions } from '../core/internal.ts'
import type { DialectOption, PickOption } from '../core/index.ts'
import {
  useOptionShape,
  useStream,
  type UseChatStreamBaseOptions,
  type UseChatStreamReturn,
} from './useStream.ts'

export type UseChatStreamOptions = UseChatStreamBaseOptions & (DialectOption | PickOption)

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
export function useChatStream(options: UseChatStreamOptions): UseChatStreamReturn {
  return useStream({ ...options, ...resolveNamedOptions(options, useOptionShape) })
}
