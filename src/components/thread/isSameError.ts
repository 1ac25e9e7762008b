import type { ChatMessageError } from '../../core/index.ts'

/**
 * Returns whether two errors say the same: a message holds its error as plain data, and a chat reports the same one as
 * an object of its own.
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
