/**
 * Returns whether a browser's error has this name. It compares names instead of classes: some errors belong to
 * another realm, and the class of `QuotaExceededError` changed in 2025.
 */
export function isNamed(error: unknown, name: string): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === name
}

/** Returns whether an error means that the disk, or the browser's share of it, is full. */
export function isQuotaError(error: unknown): boolean {
  return isNamed(error, 'QuotaExceededError')
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
