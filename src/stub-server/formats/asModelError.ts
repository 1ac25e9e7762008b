import { ModelError } from '../model.ts'

/** What an asker may read of a failure: the words of a `ModelError`, and nothing of any other. */
export function asModelError(error: unknown): ModelError {
  return error instanceof ModelError
    ? error
    : new ModelError('internal_error', 'The model failed.', { cause: error })
}
