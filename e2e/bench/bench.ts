import type { Browser } from '@playwright/test'
import type { BenchOptions } from './options.ts'

/** What the browser parts of the benchmark share. */
export interface Bench {
  readonly browser: Browser
  /** Origin of the server with the pages, documents and floods. */
  readonly origin: string
  readonly options: BenchOptions
  /** Entries of the pages that could not be built. */
  readonly unavailable: ReadonlySet<string>
}

/** Result of a part: every single figure, and tables of the medians. */
export interface PartResult {
  readonly figures: readonly unknown[]
  readonly tables: readonly string[]
}
