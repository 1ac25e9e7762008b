import type { RunLog } from './runLog.ts'
import type { RunRegister } from './runRegister.ts'
import type { SharedRuns } from './sharedRuns.ts'

/** Where runs are kept: what they wrote, which there are, and who drives them. */
export interface RunStore {
  readonly log: RunLog
  readonly register: RunRegister
  /** Only of a store that several processes share. */
  readonly shared?: SharedRuns
  close(): Promise<void>
}
