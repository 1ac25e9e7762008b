/** The cells of a table as spreadsheets take them: rows of lines, cells between tabs. */
export function toTabSeparated(table: HTMLTableElement | null | undefined): string {
  const rows = [...(table?.rows ?? [])].map((row) =>
    [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()).join('\t'),
  )
  return rows.join('\n')
}
