export type Cell = string | number | undefined

/** Returns a Markdown table. All columns but the first are aligned to the right; undefined and NaN become a dash. */
export function toTable(headers: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => headers.map((_, column) => toText(row[column])))
  const widths = headers.map((header, column) =>
    Math.max(3, header.length, ...cells.map((row) => row[column]?.length ?? 0)),
  )
  const isRight = (column: number) => column > 0
  const pad = (text: string, column: number) =>
    isRight(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)
  const line = (texts: readonly string[]) => `| ${texts.map(pad).join(' | ')} |`
  const rule = widths.map((width, column) =>
    isRight(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  )
  return [line(headers), `| ${rule.join(' | ')} |`, ...cells.map(line)].join('\n')
}

function toText(cell: Cell): string {
  if (cell === undefined || (typeof cell === 'number' && Number.isNaN(cell))) return '–'
  return String(cell).replaceAll('|', '\\|')
}

/** @example times(1.234) // '1.23×' */
export const times = (ratio: number | undefined): string | undefined =>
  isFigure(ratio) ? `${ratio.toFixed(2)}×` : undefined

/** @example seconds(3650) // '3.65 s', from milliseconds */
export const seconds = (milliseconds: number | undefined): string | undefined =>
  isFigure(milliseconds) ? `${(milliseconds / 1000).toFixed(2)} s` : undefined

export const milliseconds = (value: number | undefined): string | undefined =>
  isFigure(value) ? `${Math.round(value)} ms` : undefined

export const percent = (part: number | undefined): string | undefined =>
  isFigure(part) ? `${Math.round(part * 100)} %` : undefined

function isFigure(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value)
}
