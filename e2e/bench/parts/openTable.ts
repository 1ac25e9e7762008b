import { median } from '../statistics.ts'
import { milliseconds, times, toTable, type Cell } from '../table.ts'
import { contestants, REFERENCE, type OpenFigures } from './open.ts'

const HEADERS = [
  'first paint',
  'main thread',
  'to one screen',
  'tasks > 50 ms',
  'longest',
  'elements',
]

export function openTable(figures: readonly OpenFigures[]): string {
  const runsOf = (name: string) => figures.filter(({ contestant }) => contestant === name)
  const reference = median(runsOf(REFERENCE).map(({ busy }) => busy))
  const names = contestants.map(({ name }) => name).filter((name) => runsOf(name).length > 0)
  const rows = names.map((name) => row(name, runsOf(name), reference))
  return toTable(['opened at once', ...HEADERS], rows)
}

function row(name: string, runs: readonly OpenFigures[], reference: number): Cell[] {
  const middle = (read: (one: OpenFigures) => number) => median(runs.map(read))
  const isValid = runs.every(({ isComplete }) => isComplete)
  return [
    isValid ? name : `${name} (invalid: incomplete text)`,
    milliseconds(middle(({ firstPaint }) => firstPaint)),
    milliseconds(middle(({ busy }) => busy)),
    times(middle(({ busy }) => busy) / reference),
    middle(({ count }) => count),
    milliseconds(middle(({ longest }) => longest)),
    middle(({ elements }) => elements),
  ]
}
