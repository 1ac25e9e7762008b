/** Matches a prefix with a hash tag. Redis takes the text from the first `{` to the next `}`. */
const HASH_TAG = /^[^{]*\{[^}]+\}/

/**
 * Returns the prefix of every key, with a hash tag: a script may use only keys of one slot, and finds some of them only
 * while it runs.
 */
export function keyPrefixOf(prefix: string): string {
  // A brace inside of the tag would end it early, perhaps with nothing in it.
  return HASH_TAG.test(prefix) ? prefix : `{${prefix.replaceAll(/[{}]/g, '_')}}`
}
