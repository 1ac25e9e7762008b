import { ChatStreamError, type ChatStreamErrorDetails, type ChatStreamErrorKind } from './errors.ts'

/**
 * Creates the error for a server that sent something unexpected. The message quotes the first 200
 * characters.
 */
export function createUnexpectedError(
  kind: ChatStreamErrorKind,
  expected: string,
  received: string,
  details?: ChatStreamErrorDetails,
): ChatStreamError {
  const message = `Expected ${expected}, but got: ${received.slice(0, 200).trim()}`
  return new ChatStreamError(kind, message, details)
}
