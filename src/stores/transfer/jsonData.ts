import { DEEPEST_DATA } from './format.ts'

/** Data of a server's own, which has no schema. */
export interface JsonDataLimits {
  /** @default 64 */
  readonly deepest?: number
  /** Called where something lies deeper. @default it is left behind */
  readonly onTooDeep?: () => void
}

/**
 * A copy of a server's own data as JSON has it. What JSON has no form for is left behind, and so is the field
 * `__proto__`: it is a field like others in a file, and something else to whoever copies it carelessly.
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
  // Not by `map`, which would ask a list that is not one of ours.
  if (Array.isArray(value)) return Array.from(value, (item) => toJsonData(item, limits) ?? null)
  const fields = Object.entries(value)
    .filter(([name]) => name !== '__proto__')
    .map(([name, field]) => [name, toJsonData(field, limits)] as const)
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined))
}
