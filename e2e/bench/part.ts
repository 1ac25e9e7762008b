/** Parts of the benchmark, each of which can run separately. */
export const PARTS = ['render', 'client', 'core', 'open', 'long'] as const
export type Part = (typeof PARTS)[number]
