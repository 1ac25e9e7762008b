import type { ChatMessage, Outcome } from '../../core/index.ts'

/** What a person has to be told of the end of an answer. */
export type AnswerEnding = Exclude<Outcome, 'complete'> | 'limit'

/**
 * @param isLimited that the answer is over because it reached a limit of its length
 * @returns undefined where there is nothing to tell: the answer is whole, or not over
 */
export function endingOf({ outcome }: ChatMessage, isLimited: boolean): AnswerEnding | undefined {
  if (isLimited) return 'limit'
  return outcome === 'complete' ? undefined : outcome
}
