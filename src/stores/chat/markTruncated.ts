import type { ChatMessage } from '../../core/index.ts'

/** Marks an answer as truncated because its page was closed, and its server cannot resume it. */
export function markTruncated(message: ChatMessage): ChatMessage {
  return {
    ...message,
    outcome: 'truncated',
    error: {
      kind: 'incomplete',
      message: 'The page was closed or reloaded before the answer ended.',
    },
  }
}
