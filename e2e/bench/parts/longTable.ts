import { median } from '../statistics.ts'
import { milliseconds, times, toTable, type Cell } from '../table.ts'
import { contestants, REFERENCE, type LongFigures } from './long.ts'

const HEADERS = [
  'first messages',
  'to plain text',
  'whole',
  'CPU',
  'tasks > 50 ms',
  'longest',
  'elements',
  'key to paint',
  'slowest key',
  'longest delay',
  'delays > 50 ms',
]

/** Users notice a key that waits longer than this, in ms. */
const NOTICEABLE_DELAY = 50

export function longTable(figures: readonly LongFigures[]): string {
  const runsOf = (name: string) => figures.filter(({ contestant }) => contestant === name)
  const reference = median(runsOf(REFERENCE).map(({ first }) => first))
  const names = contestants.map(({ name }) => name).filter((name) => runsOf(name).length > 0)
  return toTable(
    ['opened by a click', ...HEADERS],
    names.map((name) => row(name, runsOf(name), reference)),
  )
}

function row(name: string, runs: readonly LongFigures[], reference: number): Cell[] {
  const middle = (read: (one: LongFigures) => number) => median(runs.map(read))
  return [
    name,
    milliseconds(middle(({ first }) => first)),
    times(middle(({ first }) => first) / reference),
    milliseconds(middle(({ whole }) => whole)),
    milliseconds(middle(({ cpu }) => cpu)),
    middle(({ count }) => count),
    milliseconds(middle(({ longest }) => longest)),
    middle(({ elements }) => elements),
    milliseconds(middle(({ keys }) => median(keys.map(({ paint }) => paint)))),
    milliseconds(middle(({ keys }) => Math.max(...keys.map(({ paint }) => paint)))),
    milliseconds(middle(({ keys }) => Math.max(...keys.map(({ delay }) => delay)))),
    middle(({ keys }) => keys.filter(({ delay }) => delay > NOTICEABLE_DELAY).length),
  ]
}
