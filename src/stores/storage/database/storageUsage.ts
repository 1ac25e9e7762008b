import type { StorageUsage } from '../../../model/index.ts'
import { getStorageManager } from '../siteData.ts'

// `navigator.storage` is missing on pages served over plain HTTP, and its methods reject in some private
// windows.

/** Returns how much of the browser's storage this origin uses; undefined if the browser does not report it. */
export async function readUsage(): Promise<StorageUsage | undefined> {
  try {
    const manager = getStorageManager()
    const { usage, quota } = (await manager?.estimate()) ?? {}
    if (usage === undefined || quota === undefined) return undefined
    return { usage, quota, persisted: (await manager?.persisted()) ?? false }
  } catch {
    return undefined
  }
}

/** Asks the browser never to clear the storage automatically. Returns whether the browser agreed. */
export async function askToPersist(): Promise<boolean> {
  try {
    return (await getStorageManager()?.persist()) ?? false
  } catch {
    return false
  }
}
