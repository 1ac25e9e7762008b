/** Returns the messages in view, and those up to one view height above and below, in their order. */
export function messagesNear(log: Element): readonly Element[] {
  // A binary search: measuring every message of a long chat would take longer than a frame.
  const firstTurn = log.querySelector('[data-message]')?.parentElement
  const turns = [...(firstTurn?.parentElement?.children ?? [])]
  const { top, bottom, height } = log.getBoundingClientRect()
  const boxOf = (element: Element) => element.getBoundingClientRect()
  const first = firstIndex(turns, (turn) => boxOf(turn).bottom > top - height)
  const end = firstIndex(turns, (turn) => boxOf(turn).top > bottom + height)
  return turns
    .slice(first, end)
    .flatMap(({ children }) => [...children].filter((child) => child.hasAttribute('data-message')))
}

/**
 * Returns the index of the first item that meets a condition; the number of items if none does. A binary search: the
 * condition has to hold for every later item, too.
 */
export function firstIndex<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && holds(item)) high = middle
    else low = middle + 1
  }
  return low
}
