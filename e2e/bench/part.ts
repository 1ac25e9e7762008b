/** What can be measured by itself. */
export const PARTS = ['render', 'client', 'core', 'open', 'long'] as const
export type Part = (typeof PARTS)[number]
