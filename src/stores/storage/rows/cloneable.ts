/** Deeper than any server's data; what lies below is left behind, before the stack overflows. */
const DEEPEST = 100

/**
 * What of a value a database can hold. It is kept as it is where it can be cloned; otherwise it is gone
 * through field by field, and functions, symbols and circles stay behind. A proxy becomes a plain object.
 *
 * It clones again at every level of what cannot be cloned, so it is for the case that a write was refused.
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
