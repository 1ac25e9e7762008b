/**
 * An error whose code and message the client may read. Any other error of `answer` reaches it as `internal_error`,
 * unless the option `describeError` describes it.
 *
 * @example
 * throw new AnswerError('quota', 'Your quota for today is used up.')
 */
export class AnswerError extends Error {
  override readonly name = 'AnswerError'
  readonly code: string

  /** @param code a short name for programs, such as `quota` */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
