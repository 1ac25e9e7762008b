import { vi } from 'vitest'

const WAIT_OPTIONS = { interval: 20 }

/** Waits until a condition holds. */
export function until(condition: () => boolean): Promise<boolean> {
  return vi.waitUntil(condition, WAIT_OPTIONS)
}

/** Waits until an assertion holds. If it never does, its own error is thrown. */
export function eventually(assert: () => void): Promise<void> {
  return vi.waitFor(assert, WAIT_OPTIONS)
}
