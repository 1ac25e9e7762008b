import { afterEach, beforeEach, vi } from 'vitest'

/** Stands in for ResizeObserver, and reports what a test says. */
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

/** Those that were made in the test, in that order. */
export const observers: FakeResizeObserver[] = []

/** To be called where the tests are described. */
export function fakeResizeObserver(): void {
  beforeEach(() => {
    observers.length = 0
    vi.stubGlobal('ResizeObserver', FakeResizeObserver)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })
}
