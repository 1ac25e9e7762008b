/**
 * Whether a text begins with another one. `startsWith` compares one character after the other, which takes
 * longer than anything else when a long text grows; texts of one length are compared as memory.
 */
export const beginsWith = (text: string, beginning: string): boolean =>
  text.slice(0, beginning.length) === beginning
