/** The messages that are seen, and those up to one view above and below them; in their order. */
export function messagesNear(log: Element): readonly Element[] {
  const messages = [...log.querySelectorAll('[data-message]')]
  const { top, bottom, height } = log.getBoundingClientRect()
  const first = firstIndex(messages, (message) => boxOf(message).bottom > top - height)
  const end = firstIndex(messages, (message) => boxOf(message).top > bottom + height)
  return messages.slice(first, end)
}

/** Of its turn: what is in one out of sight is not laid out, and would be if it were asked. */
function boxOf(message: Element): DOMRect {
  return (message.parentElement ?? message).getBoundingClientRect()
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
