/**
 * Tells whether a browser's error has this name. By name alone: some are of another realm, and the class of
 * `QuotaExceededError` changed in 2025.
 */
export function isNamed(error: unknown, name: string): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === name
}

/** The disk is full, or the browser's share of it. */
export function isQuotaError(error: unknown): boolean {
  return isNamed(error, 'QuotaExceededError')
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
