/**
 * Returns the name that the caller most likely meant: the one with the fewest edits, ignoring case. Undefined if all
 * names differ in more than a third of the letters.
 */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  let best: string | undefined
  let fewest = Math.max(1, Math.floor(given.length / 3)) + 1
  for (const name of names) {
    const edits = countEdits(given.toLowerCase(), name.toLowerCase())
    if (edits < fewest) [best, fewest] = [name, edits]
  }
  return best
}

/**
 * Counts the letters to insert, remove and replace.
 *
 * @see https://en.wikipedia.org/wiki/Levenshtein_distance
 */
function countEdits(from: string, to: string): number {
  // A longer name is never near: don't spend time on one that a caller made up.
  if (from.length > 100) return Infinity
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (let at = 1; at <= to.length; at += 1) {
      const replaced = (row[at - 1] ?? 0) + Number(letter !== to[at - 1])
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? Infinity
}
