import type { ChatMessage } from '../../core/index.ts'

/** Ends an answer whose page was closed while it streamed, from a server that cannot resume it. */
export function cutOff(message: ChatMessage): ChatMessage {
  return {
    ...message,
    outcome: 'truncated',
    error: {
      kind: 'incomplete',
      message: 'The page was closed or reloaded before the answer ended.',
    },
  }
}
