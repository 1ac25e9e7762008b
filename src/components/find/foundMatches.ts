/** What was found in the open chat. */
export interface FoundMatches {
  /** What it was found for. */
  readonly query: string
  readonly count: number
  /** Which one of them the reader is at, from 1 on; 0 for none. */
  readonly current: number
}
