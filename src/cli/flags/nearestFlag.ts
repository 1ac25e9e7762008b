import { FLAG_NAMES, type FlagName } from './flags.ts'

/** Most letters of a flag to compare; no flag is near to a longer one. */
const MAX_LENGTH = 40

/** Returns the flag that differs from the given name in the fewest letters, if those are at most a third. */
export function nearestFlag(given: string): FlagName | undefined {
  const name = given.toLowerCase().slice(0, MAX_LENGTH)
  const [best] = FLAG_NAMES.map((flag) => ({ flag, edits: countEdits(name, flag) })).toSorted(
    (a, b) => a.edits - b.edits,
  )
  return best && best.edits <= Math.max(1, Math.floor(name.length / 3)) ? best.flag : undefined
}

/**
 * Counts the letters to insert, remove or replace, and neighbors to swap.
 *
 * @see https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance (optimal string alignment)
 */
function countEdits(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, index) => index)]
  const edits = (row: number, column: number) => rows[row]?.[column] ?? Infinity
  for (let row = 1; row <= from.length; row += 1) {
    rows.push([row])
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      rows[row]?.push(
        Math.min(
          edits(row - 1, column) + 1,
          edits(row, column - 1) + 1,
          edits(row - 1, column - 1) + Number(!isSame),
          isSwap ? edits(row - 2, column - 2) + 1 : Infinity,
        ),
      )
    }
  }
  return edits(from.length, to.length)
}
