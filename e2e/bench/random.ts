/**
 * Returns a generator of numbers from 0 to 1. The same seed returns the same numbers, so every run measures the same
 * text.
 */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function createPicker(random: () => number) {
  return {
    /** Returns a whole number from `least` to `most`, both included. */
    between: (least: number, most: number): number =>
      least + Math.floor(random() * (most - least + 1)),
    pick: <Item>(items: readonly [Item, ...Item[]]): Item =>
      items[Math.floor(random() * items.length)] ?? items[0],
  }
}

export type Picker = ReturnType<typeof createPicker>
