import { DEEPEST_DATA } from './format.ts'

/** Limits for a server's own data, which has no schema. */
export interface JsonDataLimits {
  /** @default 64 */
  readonly deepest?: number
  /**
   * Called for a value that is nested too deeply.
   *
   * @default the value is dropped
   */
  readonly onTooDeep?: () => void
}

/**
 * Copies a server's own data as JSON would. Drops values that JSON cannot represent, and the field `__proto__`:
 * it is an ordinary field in a file, but it changes the prototype of an object that careless code copies it to.
 */
export function toJsonData(
  value: unknown,
  { deepest = DEEPEST_DATA, onTooDeep }: JsonDataLimits = {},
): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value !== 'object') return undefined
  if (deepest === 0) return onTooDeep?.()
  const limits = { deepest: deepest - 1, ...(onTooDeep && { onTooDeep }) }
  // Not `value.map`: an array that this code did not create may have another `map`, or none.
  if (Array.isArray(value)) return Array.from(value, (item) => toJsonData(item, limits) ?? null)
  const fields = Object.entries(value)
    .filter(([name]) => name !== '__proto__')
    .map(([name, field]) => [name, toJsonData(field, limits)] as const)
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined))
}
