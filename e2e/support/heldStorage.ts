import type { BrowserContext } from '@playwright/test'
import { openPlainPage } from './plainPage.ts'

/**
 * Holds back all reads of chats and messages, as a slow disk does: another tab opens a transaction that may write, and
 * keeps it open.
 *
 * @returns a function that ends the transaction
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
    opening.onerror = () =>
      reject(opening.error ?? new Error('The database vue-chat-stream could not be opened.'))
    opening.onsuccess = () => {
      const stores = [...opening.result.objectStoreNames]
      const store = opening.result.transaction(stores, 'readwrite').objectStore('chats')
      const keepAlive = () => {
        store.count().onsuccess = keepAlive
        resolve()
      }
      store.count().onsuccess = keepAlive
    }
  })
}
