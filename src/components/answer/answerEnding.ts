import type { ChatMessage, Outcome } from '../../core/index.ts'

/** An ending that the app must explain to the user. */
export type AnswerEnding = Exclude<Outcome, 'complete'> | 'limit'

/**
 * Returns the ending of an answer that the app must explain.
 *
 * @param isLimited - whether the answer ended because it reached its length limit
 * @returns undefined if there is nothing to explain: the answer is complete or still streaming
 */
export function endingOf({ outcome }: ChatMessage, isLimited: boolean): AnswerEnding | undefined {
  if (isLimited) return 'limit'
  return outcome === 'complete' ? undefined : outcome
}
