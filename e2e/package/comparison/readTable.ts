import { readPage } from '../docs/readExamples.ts'
import { APPS, type AppName } from './buildApp.ts'

/** Returns the cells of one row of the table in docs/comparison.md, by app. */
export async function readRow(label: string): Promise<Readonly<Record<AppName, string>>> {
  const lines = (await readPage('docs/comparison.md')).split('\n')
  const cells = lines.map((line) => line.split('|').map((cell) => cell.trim()))
  const row = cells.find(([, first]) => first === label)
  if (!row) throw new Error(`docs/comparison.md has no row "${label}". Add it to the table.`)
  return Object.fromEntries(APPS.map((name, at) => [name, row[at + 2] ?? ''])) as Record<
    AppName,
    string
  >
}

/** How far a size in the table may be from the measured one: 2 %, so that small changes need no edit. */
const TOLERANCE = 0.02

/** Returns the cell if it is close to a measured size, and the measured size if not. */
export function closest(cell: string, bytes: number): string {
  const isClose = Math.abs(Number.parseFloat(cell) * 1000 - bytes) <= bytes * TOLERANCE
  return isClose && cell.endsWith(' kB') ? cell : `${(bytes / 1000).toFixed(1)} kB`
}
