import { vi } from 'vitest'

/** Longer than the busiest machine needs: reached only by what does not come at all. */
const PATIENCE = { timeout: 15_000, interval: 20 }

/** Waits until a condition holds. */
export function until(condition: () => boolean): Promise<boolean> {
  return vi.waitUntil(condition, PATIENCE)
}

/** Waits until an assertion holds; where it never does, its own words say what is wrong. */
export function eventually(assert: () => void): Promise<void> {
  return vi.waitFor(assert, PATIENCE)
}
