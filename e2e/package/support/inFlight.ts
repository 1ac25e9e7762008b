/** Calls `work` for each item, for at most `limit` at a time. Rejects at the first failure. */
export async function inFlight<Item, Result>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  // All workers share one iterator: each takes the next item when it has finished the previous one.
  const remaining = items.entries()
  async function takeItems(): Promise<void> {
    for (const [index, item] of remaining) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: limit }, takeItems))
  return results
}
