import { checkGivenOptions } from '../stream/arguments/optionShape.ts'
import type { ChatStreamOptions } from '../stream/options.ts'

/** The options of a custom endpoint. */
export type SseOptions = Pick<
  ChatStreamOptions,
  'url' | 'transport' | 'dialect' | 'headers' | 'secretHeaders' | 'body' | 'credentials'
>

/**
 * Creates the options for a custom endpoint that answers with Server-Sent Events, NDJSON or plain text. The
 * wire format is recognized automatically.
 *
 * @example
 * const chat = useChatStream(sse({ url: '/ai/chat/stream', transport: 'session' }))
 */
export function sse(given: SseOptions) {
  checkGivenOptions(given)
  const { transport = 'get', dialect = 'auto', ...options } = given
  return { ...options, transport, dialect }
}
