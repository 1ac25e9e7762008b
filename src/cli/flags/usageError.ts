/** Reports a wrong argument, with a message for the person who ran the command. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
