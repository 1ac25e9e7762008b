import type { Bench } from './bench.ts'
import { choose, type Contestant } from './contestant.ts'
import { rotated } from './statistics.ts'

/**
 * Measures all contestants, interleaved: the first run of all, then the second of all. Each run begins with another
 * contestant, so that other load on the machine affects all of them alike.
 *
 * @param measure - returns undefined to skip a contestant
 */
export async function measureAll<Kind extends Contestant, Figures>(
  { options, unavailable }: Bench,
  contestants: readonly Kind[],
  reference: string,
  measure: (contestant: Kind) => Promise<Figures | undefined>,
): Promise<Figures[]> {
  const figures: Figures[] = []
  const chosen = choose(contestants, options.only, reference)
  for (let run = 0; run < options.runs; run += 1) {
    for (const contestant of rotated(chosen, run)) {
      if (unavailable.has(contestant.entry)) continue
      const figure = await measure(contestant)
      if (figure !== undefined) figures.push(figure)
    }
  }
  return figures
}
