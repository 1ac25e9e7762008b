import { isObject } from '../../../core/internal.ts'
import { abort } from '../database/abort.ts'
import { removalsOf, type ChatChanges } from './chatChanges.ts'
import { patchedChat } from '../rows/chatRow.ts'
import { cloneable } from '../rows/cloneable.ts'
import { toMessageRow } from '../rows/messageRow.ts'
import { isQuotaError } from '../rows/namedError.ts'
import { keysBelow, type ChatDatabase } from '../database/schema.ts'

/**
 * Writes the changes of one chat in one transaction, which also reads the rows that it changes. If there is not
 * enough space for everything, writes only the removals first and then tries the rest again: users who are
 * asked to delete something must be able to.
 *
 * @throws the browser's error; a `QuotaExceededError` if there is not enough space
 */
export async function writeChanges(
  database: ChatDatabase,
  chatId: string,
  changes: ChatChanges,
): Promise<void> {
  try {
    await writeAtOnce(database, chatId, changes)
  } catch (error) {
    const removals = removalsOf(changes)
    if (!removals || !isQuotaError(error)) throw error
    await writeAtOnce(database, chatId, removals)
    await writeAtOnce(database, chatId, changes)
  }
}

async function writeAtOnce(
  database: ChatDatabase,
  chatId: string,
  { isRemoved, patch, put, remove }: ChatChanges,
): Promise<void> {
  // With relaxed durability a committed transaction has reached the browser's process, so a killed tab loses
  // nothing. Waiting for the disk would help only in a power cut, and would drain the battery with a disk
  // access every second.
  const transaction = database.transaction(['chats', 'messages'], 'readwrite', {
    durability: 'relaxed',
  })
  const chats = transaction.objectStore('chats')
  const messages = transaction.objectStore('messages')

  // A failure may be reported by a request, by the transaction or by both, so collect all errors and throw the
  // one that names the cause.
  const failures: unknown[] = []
  const noteFailure = (error: unknown) => void failures.push(error)
  const request = (made: Promise<unknown>) => void made.catch(noteFailure)
  const done = transaction.done.catch(noteFailure)

  try {
    if (isRemoved) {
      request(messages.delete(keysBelow(chatId)))
      request(chats.delete(chatId))
    }
    const stored = await chats.get(chatId)
    const chat = patchedChat(chatId, isObject(stored) ? stored : undefined, patch)
    if (chat) {
      if (Object.keys(patch).length > 0) request(chats.put(chat))
      for (const id of remove) request(messages.delete([chatId, id]))
      for (const placed of put.values()) {
        const row = toMessageRow(chatId, placed)
        request(putRow(messages, row))
      }
    }
  } catch (error) {
    failures.push(error)
    abort(transaction)
  }
  await done
  if (failures.length > 0) throw failures.find(isQuotaError) ?? failures[0]
}

function putRow(store: { put(row: unknown): Promise<unknown> }, row: object): Promise<unknown> {
  try {
    return store.put(row)
  } catch {
    // Server data that cannot be cloned must not cost the user the text of the answer.
    return store.put(cloneable(row))
  }
}
