import { afterEach, beforeEach, vi } from 'vitest'

/** Replaces ResizeObserver, and reports the sizes that a test passes. */
export class FakeResizeObserver {
  readonly observed: Element[] = []
  readonly observe = vi.fn((element: Element) => this.observed.push(element))
  readonly disconnect = vi.fn()

  constructor(private readonly callback: (entries: object[]) => void) {
    observers.push(this)
  }

  report(...blockSizes: number[]) {
    this.callback([{ borderBoxSize: blockSizes.map((blockSize) => ({ blockSize })) }])
  }
}

/** The observers created in the current test, in that order. */
export const observers: FakeResizeObserver[] = []

/** Installs the fake for all tests. Call it inside `describe`. */
export function fakeResizeObserver(): void {
  beforeEach(() => {
    observers.length = 0
    vi.stubGlobal('ResizeObserver', FakeResizeObserver)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })
}
