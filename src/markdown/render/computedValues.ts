import { computed, type ComputedRef } from 'vue'

/**
 * A computed object that stays the same one while its values do. Objects in templates are new at each
 * rendering; nothing is drawn again for that.
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
