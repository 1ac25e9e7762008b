/**
 * Whether a text begins with another one. `startsWith` compares one character after the other, which takes
 * longer than anything else when a long text grows; texts of one length are compared as memory.
 */
export const beginsWith = (text: string, beginning: string): boolean =>
  text.slice(0, beginning.length) === beginning

/** How much of the end of a beginning is looked at. */
export const LOOKED_AT = 256

/** Whether a text may begin with another one: only the end of that one is looked at, however long it is. */
export function mayBeginWith(text: string, beginning: string): boolean {
  const { length } = beginning
  const from = Math.max(0, length - LOOKED_AT)
  return text.slice(from, length) === beginning.slice(from)
}
