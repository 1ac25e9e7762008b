import { ModelError } from '../model.ts'

/** Returns a `ModelError` unchanged, and hides the message of any other error from the client. */
export function asModelError(error: unknown): ModelError {
  return error instanceof ModelError
    ? error
    : new ModelError('internal_error', 'The model failed.', { cause: error })
}
