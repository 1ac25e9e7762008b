/** How much of the browser's storage this origin uses, in bytes. */
export interface StorageUsage {
  readonly usage: number
  readonly quota: number
  /** Whether the browser promised not to clear the storage on its own. */
  readonly persisted: boolean
}
