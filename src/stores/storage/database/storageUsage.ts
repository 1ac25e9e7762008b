import type { StorageUsage } from '../../../model/index.ts'
import { getStorageManager } from '../siteData.ts'

// `navigator.storage` is missing on pages served over plain HTTP, and refuses in some private windows.

/** How much of the browser's storage this origin uses; undefined where the browser does not tell. */
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

/** Asks the browser not to clear the storage of its own accord; whether it promised. */
export async function askToPersist(): Promise<boolean> {
  try {
    return (await getStorageManager()?.persist()) ?? false
  } catch {
    return false
  }
}
