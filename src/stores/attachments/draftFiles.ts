import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { FilePart } from '../../core/index.ts'
import { isObject } from '../../core/internal.ts'
import { readPart } from '../storage/rows/readPart.ts'
import { isNumber } from '../storage/rows/scalars.ts'

// Draft files have their own database: they change with every click, are larger than all text, and are not part
// of the saved chats. This way the list of chats need not read them, and no migration has to copy them.

interface DraftSchema extends DBSchema {
  files: { key: string; value: unknown }
}

const NAME = 'vue-chat-stream:drafts'

/**
 * How long the files of a draft are kept if its chat is not in the list of chats, in milliseconds: the tab with
 * that chat may still be open.
 */
const KEPT_FOR = 7 * 86_400_000

let opening: Promise<IDBPDatabase<DraftSchema>> | undefined

function open(): Promise<IDBPDatabase<DraftSchema>> {
  opening ??= openDB<DraftSchema>(NAME, 1, {
    upgrade: (database) => void database.createObjectStore('files', { keyPath: 'chatId' }),
    terminated: () => (opening = undefined),
  })
  // Opening may fail, for example in a private window. Forget the failure so that the next call tries again.
  opening.catch(() => (opening = undefined))
  return opening
}

/** Returns the files attached to the draft of a chat. Never rejects: returns no files if they cannot be read. */
export async function readDraftFiles(chatId: string): Promise<readonly FilePart[]> {
  try {
    const row = await (await open()).get('files', chatId)
    const files = isObject(row) && Array.isArray(row['files']) ? row['files'] : []
    return files.map(readPart).filter((part) => part?.type === 'file')
  } catch {
    return []
  }
}

/**
 * Stores the files attached to the draft of a chat. Never rejects.
 *
 * @returns whether they are stored; otherwise they exist only in memory
 */
export async function writeDraftFiles(
  chatId: string,
  files: readonly FilePart[],
): Promise<boolean> {
  try {
    const database = await open()
    if (files.length === 0) await database.delete('files', chatId)
    else await database.put('files', { chatId, files, changedAt: Date.now() })
    return true
  } catch {
    return files.length === 0
  }
}

/**
 * Deletes the files of drafts whose chat is no longer known: its tab was closed before the chat was saved, and
 * it was not reopened.
 */
export async function sweepDraftFiles(isKnown: (chatId: string) => boolean): Promise<void> {
  try {
    const transaction = (await open()).transaction('files', 'readwrite')
    for await (const row of transaction.store) {
      const { key, value } = row
      const changedAt = isObject(value) && isNumber(value['changedAt']) ? value['changedAt'] : 0
      if (!isKnown(key) && changedAt < Date.now() - KEPT_FOR) await row.delete()
    }
    await transaction.done
  } catch {
    // The next start of the app tries again.
  }
}
