/**
 * Returns whether a text begins with another one. `startsWith` compares character by character, which dominates the
 * cost of a long growing text. Strings of equal length are compared as blocks of memory.
 */
export const beginsWith = (text: string, beginning: string): boolean =>
  text.slice(0, beginning.length) === beginning

/** How many characters at the end of a beginning are compared. */
export const COMPARED_LENGTH = 256

/** Returns whether a text probably begins with another one. Compares only the last characters of `beginning`. */
export function mayBeginWith(text: string, beginning: string): boolean {
  const { length } = beginning
  const from = Math.max(0, length - COMPARED_LENGTH)
  return text.slice(from, length) === beginning.slice(from)
}
