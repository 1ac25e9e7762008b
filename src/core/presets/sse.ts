import type { ChatStreamOptions } from '../stream/options.ts'

/** What an endpoint of one's own may need. */
export type SseOptions = Pick<
  ChatStreamOptions,
  'url' | 'transport' | 'dialect' | 'headers' | 'secretHeaders' | 'body' | 'credentials'
>

/**
 * An endpoint of one's own that answers by Server-Sent Events, NDJSON or plain text, in whichever format: it is
 * recognised by itself.
 *
 * @example
 * const chat = useChatStream(sse({ url: '/ai/chat/stream', transport: 'session' }))
 */
export function sse({ transport = 'get', dialect = 'auto', ...options }: SseOptions) {
  return { ...options, transport, dialect }
}
