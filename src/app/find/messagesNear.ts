/** The messages that are seen, and those up to one view above and below them; in their order. */
export function messagesNear(log: Element): readonly Element[] {
  // Asked of all elements of a long chat, this would take longer than a frame.
  const turn = log.querySelector('[data-message]')?.parentElement
  const turns = [...(turn?.parentElement?.children ?? [])]
  const { top, bottom, height } = log.getBoundingClientRect()
  const boxOf = (one: Element) => one.getBoundingClientRect()
  const first = firstIndex(turns, (one) => boxOf(one).bottom > top - height)
  const end = firstIndex(turns, (one) => boxOf(one).top > bottom + height)
  return turns
    .slice(first, end)
    .flatMap(({ children }) => [...children].filter((one) => one.hasAttribute('data-message')))
}

/** The index of the first item for which something holds that holds for all after it, too; or their number. */
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
