/** What `GET /__stub/state` tells, so that a test can prove how often the model really ran. */
export interface StubState {
  /** Models started since the server was. */
  readonly runs: number
  /** Models at work now. */
  readonly liveRuns: number
  /** Event streams that are being sent. */
  readonly openStreams: number
  /** Logs held, of live runs and of ended ones. */
  readonly sessions: number
}
