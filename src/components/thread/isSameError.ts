import type { ChatMessageError } from '../../core/index.ts'

/**
 * Returns whether two errors have the same content. They are never the same object: a message stores its error as plain
 * data, and the chat reports it as another object.
 */
export function isSameError(
  error: ChatMessageError | undefined,
  other: ChatMessageError | undefined,
): boolean {
  return (
    error?.kind === other?.kind &&
    error?.message === other?.message &&
    error?.status === other?.status &&
    error?.code === other?.code &&
    error?.body === other?.body
  )
}
