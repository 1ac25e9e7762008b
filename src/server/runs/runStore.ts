import type { RunLog } from './runLog.ts'
import type { RunRegister } from './runRegister.ts'
import type { SharedRuns } from './sharedRuns.ts'

/** Stores runs: their logs, their register, and which process drives them. */
export interface RunStore {
  readonly log: RunLog
  readonly register: RunRegister
  /** Present only if several processes share the store. */
  readonly shared?: SharedRuns
  close(): Promise<void>
}
