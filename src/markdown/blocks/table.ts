import type { Alignment, TableRow } from './block.ts'

const DELIMITER_ROW = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/
const CELL = /(?:\\.|[^|\\]|\\$)*/gsy

/**
 * Splits a row into its cells. An escaped bar (`\|`) is part of its cell.
 *
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function toCells(line: string): TableRow {
  const row = line.trim()
  const cells: string[] = []
  let offset = row.startsWith('|') ? 1 : 0
  while (offset < row.length) {
    CELL.lastIndex = offset
    const [cell = ''] = CELL.exec(row) ?? []
    cells.push(cell.trim().replace(/\\\|/g, '|'))
    offset += cell.length + 1
  }
  return cells
}

/**
 * Maximum number of empty cells that a table may get for rows with fewer cells than its header. Without it, a header of
 * 1,000 columns and 2,000 rows of one cell would be 2,000,000 cells, from 12 KB of text.
 */
export const SPARE_CELLS = 10_000

/**
 * Returns a row with as many cells as the header, or only with its own cells if more than `spare` would have to be
 * added.
 */
export function toRow(
  line: string,
  columns: number,
  spare: number,
): { row: TableRow; added: number } {
  const cells = toCells(line).slice(0, columns)
  const missing = columns - cells.length
  const added = missing > spare ? 0 : missing
  return { row: [...cells, ...Array.from({ length: added }, () => '')], added }
}

/** Returns the alignments that a delimiter row sets; undefined if the line is not a delimiter row. */
export function toAlignments(line: string): Alignment[] | undefined {
  if (!DELIMITER_ROW.test(line)) return undefined
  return toCells(line).map((cell) => {
    const [left, right] = [cell.startsWith(':'), cell.endsWith(':')]
    if (left && right) return 'center'
    return left ? 'left' : right ? 'right' : undefined
  })
}
