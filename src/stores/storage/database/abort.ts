/** Aborts a transaction, unless one of its requests did so already by failing. */
export function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort()
  } catch {
    // The transaction is already finished or aborted.
  }
}
