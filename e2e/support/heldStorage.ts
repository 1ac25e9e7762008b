import type { BrowserContext } from '@playwright/test'
import { openPlainPage } from './plainPage.ts'

/**
 * Holds all reading of chats and messages, as a slow disk does: another tab has a transaction that may write, and
 * keeps it alive.
 *
 * @returns lets go
 */
export async function holdStorage(context: BrowserContext, origin: string) {
  const other = await openPlainPage(context, origin)
  await other.evaluate(hold)
  return () => other.close()
}

/** Runs in the page. */
function hold(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('vue-chat-stream')
    opening.onerror = () => reject(opening.error ?? new Error('There is no database.'))
    opening.onsuccess = () => {
      const stores = [...opening.result.objectStoreNames]
      const store = opening.result.transaction(stores, 'readwrite').objectStore('chats')
      const goOn = () => {
        store.count().onsuccess = goOn
        resolve()
      }
      store.count().onsuccess = goOn
    }
  })
}
