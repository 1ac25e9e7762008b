import type { Page } from '@playwright/test'

/** A chat as it is stored. */
export interface SeedChat {
  readonly title: string
  /** When its last question was sent, in milliseconds since 1970. */
  readonly askedAt: number
  /** Questions and answers, alternating. */
  readonly texts?: readonly string[]
  readonly pinned?: boolean
  readonly archived?: boolean
}

/** Stores chats as if the user had held them earlier, and reloads the page. */
export async function seedHistory(page: Page, chats: readonly SeedChat[]): Promise<void> {
  await page.evaluate(write, chats)
  await page.reload()
}

/** Runs in the page, after the app created the database. */
function write(chats: readonly SeedChat[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('vue-chat-stream')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(['chats', 'messages'], 'readwrite')
      const [rows, messages] = [
        transaction.objectStore('chats'),
        transaction.objectStore('messages'),
      ]
      for (const { texts = [], askedAt, ...chat } of chats) {
        const id = `seed-${chat.title}`
        rows.put({ ...chat, id, askedAt, createdAt: askedAt, updatedAt: askedAt, draft: '' })
        for (const [position, text] of texts.entries()) {
          const parts = [{ type: 'text', text }]
          const isQuestion = position % 2 === 0
          const message = {
            id: `${id}-${position}`,
            role: isQuestion ? 'user' : 'assistant',
            parts,
            createdAt: askedAt + position,
            ...(isQuestion ? {} : { outcome: 'complete' }),
          }
          messages.put({ chatId: id, position, message })
        }
      }
      transaction.oncomplete = () => {
        opening.result.close()
        resolve()
      }
      transaction.onabort = () => reject(transaction.error)
    }
  })
}
