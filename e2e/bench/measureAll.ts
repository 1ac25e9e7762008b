import type { Bench } from './bench.ts'
import { choose, type Contestant } from './contestant.ts'
import { rotated } from './statistics.ts'

/**
 * Measures all contestants, interleaved: the first run of all, then the second of all, each beginning
 * with another one, so that whatever else the machine does meets everybody alike.
 *
 * @param measure undefined where there is nothing more to learn
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
