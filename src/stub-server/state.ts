/** What `GET /__stub/state` tells, so that a test can prove how often the model really ran. */
export interface StubState {
  /** Models started since the server was; with a shared store since that was, by all processes. */
  readonly runs: number
  /** Models at work now; with a shared store those of all processes. */
  readonly liveRuns: number
  /** Event streams that this process is sending. */
  readonly openStreams: number
  /** Logs held, of live runs and of ended ones; with a shared store all of its. */
  readonly sessions: number
  /**
   * How often a process took over a run whose process died: the same run, so `runs` does not count it.
   * Only with a shared store.
   */
  readonly takeovers?: number
}
