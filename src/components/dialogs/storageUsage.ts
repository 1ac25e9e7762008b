/** What this site stores, in bytes, and whether the browser promised to keep it. */
export interface StorageUsage {
  readonly usage: number
  readonly quota: number
  readonly persisted: boolean
}
