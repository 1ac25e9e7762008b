/** Does something to each item, to at most so many at a time. Settles with the first failure. */
export async function inFlight<Item, Result>(
  atATime: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  // One iterator for all workers: each takes the next item when it is done with its last.
  const rest = items.entries()
  async function workOn(): Promise<void> {
    for (const [index, item] of rest) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: atATime }, workOn))
  return results
}
