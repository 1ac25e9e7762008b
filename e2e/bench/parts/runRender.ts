import type { Bench, PartResult } from '../bench.ts'
import { measureAll } from '../measureAll.ts'
import { contestants, measureRender, REFERENCE, type RenderFigures } from './render.ts'
import { renderTable } from './renderTable.ts'

export async function runRender(bench: Bench): Promise<PartResult> {
  const figures: RenderFigures[] = []
  for (const kilobytes of bench.options.sizes) {
    const tooSlow = new Set<string>()
    const ofSize = await measureAll(bench, contestants, REFERENCE, async (contestant) => {
      // Skip a contestant that was too slow in an earlier run.
      if (tooSlow.has(contestant.name)) return undefined
      const figure = await measureRender(bench, contestant, kilobytes)
      if (figure.updates < figure.allUpdates) tooSlow.add(contestant.name)
      const { busy, cpu } = figure
      console.error(
        `${kilobytes} KB, ${contestant.name}: ${Math.round(busy)} ms, CPU ${Math.round(cpu)} ms`,
      )
      return figure
    })
    figures.push(...ofSize)
  }
  const tables = bench.options.sizes.map((kilobytes) => renderTable(figures, kilobytes))
  return { figures, tables }
}
