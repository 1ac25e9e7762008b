import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { FilePart } from '../../core/index.ts'
import { isObject } from '../../core/internal.ts'
import { readPart } from '../storage/rows/readPart.ts'
import { isNumber } from '../storage/rows/scalars.ts'

// A database of its own: what a draft has attached comes and goes with every click, weighs more than all that is
// written, and is no history. The list of chats need not read it, and no migration has to carry it.

interface DraftSchema extends DBSchema {
  files: { key: string; value: unknown }
}

const NAME = 'vue-chat-stream:drafts'

/** How long the files of a draft are kept whose chat is not known, in milliseconds: its tab may still be open. */
const KEPT_FOR = 7 * 86_400_000

let opening: Promise<IDBPDatabase<DraftSchema>> | undefined

function open(): Promise<IDBPDatabase<DraftSchema>> {
  opening ??= openDB<DraftSchema>(NAME, 1, {
    upgrade: (database) => void database.createObjectStore('files', { keyPath: 'chatId' }),
    terminated: () => (opening = undefined),
  })
  // In a private window, say. The next one may be luckier.
  opening.catch(() => (opening = undefined))
  return opening
}

/** What was attached to the draft of a chat. It never rejects: what cannot be read is not there. */
export async function readDraftFiles(chatId: string): Promise<readonly FilePart[]> {
  try {
    const row = await (await open()).get('files', chatId)
    const files = isObject(row) && Array.isArray(row['files']) ? row['files'] : []
    return files.map(readPart).filter((part) => part?.type === 'file')
  } catch {
    return []
  }
}

/** Stores what is attached to the draft of a chat. @returns whether it is stored: where not, memory has to do */
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

/** Forgets what belongs to no chat any more: a tab was closed with it, and nobody came back. */
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
    // There is another day.
  }
}
