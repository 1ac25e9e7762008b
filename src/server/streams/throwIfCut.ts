import { AnswerError } from '../answerError.ts'

/**
 * Checks the reason that a model gives for the end of its answer.
 *
 * @throws AnswerError `filtered` or `length` if the answer is not whole
 */
export function throwIfCut(finishReason: unknown): void {
  if (finishReason === 'content_filter' || finishReason === 'content-filter') {
    throw new AnswerError('filtered', 'A filter of the model stopped this answer.')
  }
  if (finishReason === 'length') {
    throw new AnswerError(
      'length',
      'The model reached its limit of tokens before the answer ended.',
    )
  }
}
