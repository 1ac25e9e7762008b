import type { ChatMessage } from './types.ts'

/** The words of all formats: `length`, `max_tokens`, `MAX_TOKENS`, `max_output_tokens`, `model_length`… */
const LIMITS = /^(length|max_\w*tokens|model_length|model_context_window_exceeded)$/i

/**
 * Tells whether an answer is over because it reached a limit of its length, such as the request's `max_tokens`
 * or the context window of the model. Its `outcome` is `complete`, as the server proved that it was done; its
 * text may stop in mid-sentence all the same, and a client that says nothing passes it off as whole.
 *
 * @param message an answer that is over; of one that is not, and of one that ended otherwise, it is false
 * @example
 * const answer = await send('Tell me everything.')
 * if (reachedLengthLimit(answer)) await send('Please go on where you stopped.')
 * @see https://platform.openai.com/docs/api-reference/chat/streaming
 * @see https://docs.claude.com/en/api/handling-stop-reasons
 */
export function reachedLengthLimit({
  outcome,
  finishReason = '',
}: Pick<ChatMessage, 'outcome' | 'finishReason'>): boolean {
  return outcome === 'complete' && LIMITS.test(finishReason)
}
