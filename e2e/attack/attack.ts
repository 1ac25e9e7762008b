/** Result of one attack. */
export interface Report {
  /** How many states of the page were checked. */
  readonly states: number
  /** Faults, each with the length of the text when it first appeared. */
  readonly faults: readonly string[]
}

/** What the attack page offers to tests as the global `attack`. */
export interface Attack {
  /** Shows a text. */
  readonly show: (text: string, streaming: boolean) => Promise<void>
  /**
   * Streams a text in steps of `step` characters, then ends it, then shows it at once, and checks the page after each.
   */
  readonly stream: (text: string, step: number) => Promise<Report>
  /** Checks markup that `put` inserts into the page as no renderer should. */
  readonly inspect: (put: (element: Element) => void) => Promise<readonly string[]>
  /** Draws a diagram. */
  readonly draw: (source: string, options: { dark: boolean }) => Promise<string>
  /** Scripts that ran since this list was emptied. */
  readonly executions: readonly string[]
}
