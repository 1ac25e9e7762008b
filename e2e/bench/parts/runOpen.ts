import type { Bench, PartResult } from '../bench.ts'
import { measureAll } from '../measureAll.ts'
import { contestants, measureOpen, REFERENCE } from './open.ts'
import { openTable } from './openTable.ts'

export async function runOpen(bench: Bench): Promise<PartResult> {
  const figures = await measureAll(bench, contestants, REFERENCE, async (contestant) => {
    const figure = await measureOpen(bench, contestant)
    console.error(`open, ${contestant.name}: ${Math.round(figure.busy)} ms`)
    return figure
  })
  return { figures, tables: [openTable(figures)] }
}
