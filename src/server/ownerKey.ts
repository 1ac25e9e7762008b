/** Longest key of an owner, in characters: it is part of the keys of a store. */
const MAX_LENGTH = 300

/**
 * Returns the text that identifies an owner in a store. Two owners are the same if their JSON is the same, whatever
 * the order of their fields.
 *
 * @throws RangeError if an owner has no JSON or too much of it
 */
export function ownerKey(owner: unknown): string {
  if (owner === undefined) return '-'
  const key = JSON.stringify(owner, sortFields)
  if (typeof key === 'string' && key.length <= MAX_LENGTH) return key
  throw new RangeError(
    `Option owner must return a short JSON value, such as the id of a user, of at most ${MAX_LENGTH} characters.`,
  )
}

function sortFields(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
