import type { ChatMessage } from '../messageTypes.ts'

/**
 * Marks a restored answer without an end as `truncated`, unless its run is known: that one is resumed. Only the last
 * answer can be without an end.
 */
export function endUnfinished(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const last = messages.at(-1)
  if (!last?.run || last.run.sessionId || last.outcome) return messages
  const message = 'The page was closed or reloaded before the answer ended.'
  return messages.with(-1, {
    ...last,
    outcome: 'truncated',
    error: { kind: 'incomplete', message },
  })
}
