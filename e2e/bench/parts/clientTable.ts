import { median } from '../statistics.ts'
import { milliseconds, percent, toTable } from '../table.ts'
import { contestants, type ClientFigures } from './client.ts'

const HEADERS = [
  'frames a second',
  'main thread busy',
  'CPU',
  'tasks > 50 ms',
  'longest',
  'duration',
  'exact',
]

export function clientTable(figures: readonly ClientFigures[], rate: number): string {
  const rows = contestants.flatMap(({ name }) => {
    const runs = figures.filter((one) => one.contestant === name && one.rate === rate)
    return runs.length === 0 ? [] : [row(name, runs)]
  })
  return toTable([`${rate} events/s`, ...HEADERS], rows)
}

function row(name: string, runs: readonly ClientFigures[]): (string | undefined)[] {
  const middle = (read: (one: ClientFigures) => number) => median(runs.map(read))
  return [
    name,
    middle(({ frames, duration }) => (frames / duration) * 1000).toFixed(0),
    percent(middle(({ busy, duration }) => busy / duration)),
    percent(middle(({ cpu, duration }) => cpu / duration)),
    String(middle(({ count }) => count)),
    milliseconds(middle(({ longest }) => longest)),
    milliseconds(middle(({ duration }) => duration)),
    runs.every(({ isExact }) => isExact) ? 'yes' : 'no',
  ]
}
