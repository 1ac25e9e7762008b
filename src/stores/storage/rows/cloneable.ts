/** Deeper than any server's data. Deeper levels are dropped before the recursion overflows the stack. */
const DEEPEST = 100

/**
 * Returns the part of a value that a database can store. A value that can be cloned is returned unchanged;
 * otherwise it is copied field by field, without functions, symbols and circular references. A proxy becomes a
 * plain object.
 *
 * Every level that cannot be cloned as a whole is cloned again in parts, which is slow: call this only after a
 * write was refused.
 */
export function cloneable(value: unknown, ancestors: readonly object[] = []): unknown {
  try {
    structuredClone(value)
    return value
  } catch {
    if (typeof value !== 'object' || value === null) return undefined
    if (ancestors.includes(value) || ancestors.length === DEEPEST) return undefined
  }
  const path = [...ancestors, value]
  if (Array.isArray(value)) return value.map((item) => cloneable(item, path))
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, cloneable(field, path)]),
  )
}
