import { findNamed } from '../core/internal.ts'
import type { DialectOption, PickOption } from '../core/index.ts'
import { useStream, type UseChatStreamBaseOptions, type UseChatStreamReturn } from './useStream.ts'

export type UseChatStreamOptions = UseChatStreamBaseOptions & (DialectOption | PickOption)

/**
 * A conversation with an endpoint that streams its answers, as refs.
 *
 * It ends with the component or effect scope in which it was called; outside of both, call `dispose`.
 *
 * @throws {ChatStreamError} `argument` for a wrong option, which it names
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 * @example
 * const { messages, status, send, stop } = useChatStream({ url: '/ai/chat/stream' })
 * await send('Tell me a story')
 */
export function useChatStream(options: UseChatStreamOptions): UseChatStreamReturn {
  return useStream({ ...options, ...findNamed(options) })
}
