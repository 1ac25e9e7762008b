/** The body of `GET /__stub/state`. It lets a test verify how often the model really ran. */
export interface StubState {
  /** Models started since the server started; with a shared store, all processes since the store's start. */
  readonly runs: number
  /** Models running now; with a shared store, in all processes. */
  readonly liveRuns: number
  /** Event streams that this process is sending. */
  readonly openStreams: number
  /** Logs held, of live and ended runs; with a shared store, all logs in it. */
  readonly sessions: number
  /**
   * How often a process took over a run whose process died. The run stays the same, so `runs` does not
   * count it again. Present only with a shared store.
   */
  readonly takeovers?: number
}
