import type { PartResult } from '../bench.ts'
import { median, rotated } from '../statistics.ts'
import { milliseconds, times, toTable } from '../table.ts'
import { createLoads, readers, REFERENCE, type Load } from './core.ts'

/** Rounds in each run of the benchmark: a round is short. */
const ROUNDS = 9

/** Rounds before the first one that counts. */
const WARM_UP_ROUNDS = 2

export interface CoreFigures {
  readonly reader: string
  readonly load: string
  readonly bytes: number
  /** CPU time of the process in ms, the median of all rounds but those of the warm-up. */
  readonly time: number
}

/** Reads the same bytes in this process with our core and with the most common parser. */
export async function runCore(runs: number): Promise<PartResult> {
  const figures: CoreFigures[] = []
  for (const load of createLoads()) {
    const all = new Map<string, number[]>(readers.map(({ name }) => [name, []]))
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS * runs; round += 1)
      for (const { name, read } of rotated(readers, round)) {
        const time = await measure(load, read)
        if (round >= WARM_UP_ROUNDS) all.get(name)?.push(time)
      }
    for (const [reader, times] of all)
      figures.push({ reader, load: load.name, bytes: load.bytes, time: median(times) })
  }
  return { figures, tables: [coreTable(figures)] }
}

async function measure(load: Load, read: (typeof readers)[number]['read']): Promise<number> {
  const chunks = load.chunks.values()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const { value, done } = chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
  const start = process.cpuUsage()
  const text = await read(body)
  const { user, system } = process.cpuUsage(start)
  if (text !== load.text)
    throw new Error(`${load.name}: the reader returned another text than was sent.`)
  return (user + system) / 1000
}

function coreTable(figures: readonly CoreFigures[]): string {
  const rows = figures.map(({ reader, load, bytes, time }) => {
    const reference = figures.find((one) => one.load === load && one.reader === REFERENCE)
    const rate = (bytes / 1e6 / (time / 1000)).toFixed(0)
    return [
      `${reader}, ${load}`,
      milliseconds(time),
      `${rate} MB/s`,
      times(time / (reference?.time ?? NaN)),
    ]
  })
  return toTable(['core', 'CPU time', 'speed', 'to the parser'], rows)
}
