import type { ChatMessageError } from '../../core/index.ts'

/**
 * Returns whether two errors have the same content. They are never the same object: a message stores its error as plain
 * data, and the chat reports it as another object.
 */
export function isSameError(
  one: ChatMessageError | undefined,
  other: ChatMessageError | undefined,
): boolean {
  return (
    one?.kind === other?.kind &&
    one?.message === other?.message &&
    one?.status === other?.status &&
    one?.code === other?.code &&
    one?.body === other?.body
  )
}
