import type { Alignment, TableRow } from './block.ts'

const DELIMITER_ROW = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/
const CELL = /(?:\\.|[^|\\]|\\$)*/gsy

/**
 * The cells of a row; a bar behind a backslash is part of its cell.
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

/** A row with as many cells as the header. */
export function toRow(line: string, columns: number): TableRow {
  const cells = toCells(line)
  return Array.from({ length: columns }, (_, column) => cells[column] ?? '')
}

/** The alignments that a delimiter row sets; undefined where the line is none. */
export function toAlignments(line: string): Alignment[] | undefined {
  if (!DELIMITER_ROW.test(line)) return undefined
  return toCells(line).map((cell) => {
    const [left, right] = [cell.startsWith(':'), cell.endsWith(':')]
    if (left && right) return 'center'
    return left ? 'left' : right ? 'right' : undefined
  })
}
