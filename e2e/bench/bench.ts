import type { Browser } from '@playwright/test'
import type { BenchOptions } from './options.ts'

/** What the parts that need a browser share. */
export interface Bench {
  readonly browser: Browser
  /** Where the pages, documents and floods are. */
  readonly origin: string
  readonly options: BenchOptions
  /** The entries of pages that could not be built. */
  readonly unavailable: ReadonlySet<string>
}

/** What a part brings: every figure, and the tables of their medians. */
export interface PartResult {
  readonly figures: readonly unknown[]
  readonly tables: readonly string[]
}
