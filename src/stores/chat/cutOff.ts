import type { ChatMessage } from '../../core/index.ts'

/** An answer whose page went away while it streamed, from a server that does not give the rest: it ends here. */
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
