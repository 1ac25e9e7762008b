import type { Bench, PartResult } from '../bench.ts'
import { measureAll } from '../measureAll.ts'
import { contestants, FLOODS, measureClient, REFERENCE, type ClientFigures } from './client.ts'
import { clientTable } from './clientTable.ts'

export async function runClient(bench: Bench): Promise<PartResult> {
  const figures: ClientFigures[] = []
  for (const flood of FLOODS) {
    const ofFlood = await measureAll(bench, contestants, REFERENCE, async (contestant) => {
      const figure = await measureClient(bench, contestant, flood)
      console.error(`${flood.rate} events/s, ${contestant.name}: ${Math.round(figure.busy)} ms`)
      return figure
    })
    figures.push(...ofFlood)
  }
  return { figures, tables: FLOODS.map(({ rate }) => clientTable(figures, rate)) }
}
