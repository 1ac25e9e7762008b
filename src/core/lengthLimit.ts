import type { ChatMessage } from './types.ts'

/**
 * The finish reasons of all formats for a length limit: `length`, `max_tokens`, `MAX_TOKENS`,
 * `max_output_tokens`, `model_length`…
 */
const LENGTH_REASONS = /^(length|max_\w*tokens|model_length|model_context_window_exceeded)$/i

/**
 * Returns whether an answer ended because it reached a length limit, such as the request's `max_tokens` or
 * the model's context window. Its `outcome` is `complete`, as the server proved that it was done. But its
 * text may stop in mid-sentence, so show a notice: otherwise the user takes it for the whole answer.
 *
 * @param message an answer that ended; returns false for one that has not ended, or whose outcome is not
 *   `complete`
 * @example
 * const answer = await send('Tell me everything.')
 * if (reachedLengthLimit(answer)) await send('Please continue where you stopped.')
 * @see https://platform.openai.com/docs/api-reference/chat/streaming
 * @see https://docs.claude.com/en/api/handling-stop-reasons
 */
export function reachedLengthLimit({
  outcome,
  finishReason = '',
}: Pick<ChatMessage, 'outcome' | 'finishReason'>): boolean {
  return outcome === 'complete' && LENGTH_REASONS.test(finishReason)
}
