/** Matches replies that mean that Redis cannot work at the moment, rather than that a command is wrong. */
const TEMPORARY =
  /^(?:LOADING|BUSY|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN|OOM|MISCONF|NOREPLICAS|UNBLOCKED|MOVED|ASK)\b/

/**
 * Returns whether an error is a reply of Redis, such as `NOAUTH Authentication required.`, whichever package throws it.
 * Errors of a connection have a code of Node, or a text in lower case.
 */
export function isErrorReply(error: unknown): error is Error {
  return error instanceof Error && !('code' in error) && /^[A-Z]{3,}\b/.test(error.message)
}

export function isTemporary({ message }: Error): boolean {
  return TEMPORARY.test(message)
}

/** Returns the message of an error. Node wraps the failures of several addresses in an AggregateError without one. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
