/** Returns the cells of a table in the form that spreadsheets paste: one line per row, tabs between cells. */
export function toTabSeparated(table: HTMLTableElement | null | undefined): string {
  const rows = [...(table?.rows ?? [])].map((row) =>
    [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()).join('\t'),
  )
  return rows.join('\n')
}
