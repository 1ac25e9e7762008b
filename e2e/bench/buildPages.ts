import { buildPage } from './buildPage.ts'
import { folderOf, type Contestant } from './contestant.ts'

/**
 * Builds the pages of the contestants. A failed build is reported and does not stop the others.
 *
 * @returns the entries that could not be built
 */
export async function buildPages(contestants: readonly Contestant[]): Promise<ReadonlySet<string>> {
  const unavailable = new Set<string>()
  const pages = new Map(contestants.map((contestant) => [contestant.entry, contestant]))
  for (const contestant of pages.values()) {
    console.error(`Building ${contestant.entry} …`)
    try {
      await buildPage(folderOf(contestant), contestant.entry)
    } catch (error) {
      console.error(`${contestant.name} is not available:`, error)
      unavailable.add(contestant.entry)
    }
  }
  return unavailable
}
