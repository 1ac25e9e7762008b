import type { Bench, PartResult } from '../bench.ts'
import { measureAll } from '../measureAll.ts'
import { contestants, measureLong, REFERENCE } from './long.ts'
import { longTable } from './longTable.ts'

export async function runLong(bench: Bench): Promise<PartResult> {
  const figures = await measureAll(bench, contestants, REFERENCE, async (contestant) => {
    const figure = await measureLong(bench, contestant)
    console.error(`long, ${contestant.name}: ${Math.round(figure.first)} ms`)
    return figure
  })
  return { figures, tables: [longTable(figures)] }
}
