import { median } from '../statistics.ts'
import { milliseconds, seconds, times, toTable, type Cell } from '../table.ts'
import { contestants, REFERENCE, type RenderFigures } from './render.ts'

/** With fewer updates, a tenth of them is so few that a single garbage collection changes the ratio. */
const MIN_UPDATES = 100

const HEADERS = [
  'main thread',
  'to the oracle',
  'CPU',
  'to the oracle',
  'style + layout',
  'last : first tenth',
  'tasks > 50 ms',
  'longest',
  'elements',
]

export function renderTable(figures: readonly RenderFigures[], kilobytes: number): string {
  const ofSize = figures.filter((one) => one.kilobytes === kilobytes)
  const runsOf = (name: string) => ofSize.filter(({ contestant }) => contestant === name)
  const reference = {
    busy: median(runsOf(REFERENCE).map(({ busy }) => busy)),
    cpu: median(runsOf(REFERENCE).map(({ cpu }) => cpu)),
  }
  const names = contestants.map(({ name }) => name).filter((name) => runsOf(name).length > 0)
  const rows = names.map((name) => row(name, runsOf(name), reference))
  return toTable([`${kilobytes} KB`, ...HEADERS], rows)
}

function row(
  name: string,
  runs: readonly RenderFigures[],
  reference: { busy: number; cpu: number },
): Cell[] {
  const middle = (read: (one: RenderFigures) => number) => median(runs.map(read))
  const wasStopped = runs.some(({ updates, allUpdates }) => updates < allUpdates)
  const isValid = wasStopped || runs.every(({ isComplete }) => isComplete)
  const hasTenths = !wasStopped && middle(({ allUpdates }) => allUpdates) >= MIN_UPDATES
  const least = wasStopped ? '> ' : ''
  const busy = middle((one) => one.busy)
  const cpu = middle((one) => one.cpu)
  return [
    isValid ? name : `${name} (invalid: incomplete text)`,
    `${least}${seconds(busy) ?? '–'}`,
    `${least}${times(busy / reference.busy) ?? '–'}`,
    `${least}${seconds(cpu) ?? '–'}`,
    `${least}${times(cpu / reference.cpu) ?? '–'}`,
    seconds(middle(({ layout }) => layout)),
    hasTenths ? times(middle(({ firstTenth, lastTenth }) => lastTenth / firstTenth)) : undefined,
    middle(({ count }) => count),
    milliseconds(middle(({ longest }) => longest)),
    middle(({ elements }) => elements),
  ]
}
