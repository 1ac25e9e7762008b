import { computed, type ComputedRef } from 'vue'

/**
 * Returns a computed object that keeps its identity while its values stay the same. An object literal in a template is
 * new at each rendering; without this, it would cause everything to render again.
 */
export function computedValues<Values extends object>(compute: () => Values): ComputedRef<Values> {
  return computed((before) => {
    const now = compute()
    return before !== undefined && haveSameValues(before, now) ? before : now
  })
}

function haveSameValues<Values extends object>(one: Values, other: Values): boolean {
  const names = Object.keys(one) as (keyof Values)[]
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  )
}
