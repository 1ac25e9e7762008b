import { isObject, parseObject, textLength } from '../../../core/internal.ts'
import { dropTabText, keepTabText, readTabText } from '../siteData.ts'
import type { ChatChanges } from './chatChanges.ts'
import type { ChatStorage, PlacedMessage } from '../chatStorage.ts'
import { isUnfinished, readMessageRow, toMessageRow } from '../rows/messageRow.ts'
import type { Overlay } from './overlay.ts'
import { isText } from '../rows/scalars.ts'

const KEY = 'vue-chat-stream:unwritten'

/**
 * Keeps unwritten changes in this tab's session storage: a page that is being closed has no time to write to
 * the database, and the browser rolls back the transactions it has started.
 */
export function keepUnwritten(overlay: Overlay): void {
  if (overlay.size === 0) dropTabText(KEY)
  else keepTabText(KEY, JSON.stringify([...overlay].map(toRecord)))
}

function toRecord([id, { isRemoved, patch, put, remove }]: readonly [string, ChatChanges]) {
  const rows = [...put.values()].map((placed) => toMessageRow(id, placed))
  return { id, isRemoved, patch, rows, remove: [...remove] }
}

/** Writes the changes that the previous page in this tab had no time to write. */
export async function writeUnwritten(storage: ChatStorage): Promise<void> {
  for (const { id, isRemoved, patch, rows, remove } of takeRecords()) {
    if (isRemoved) await storage.removeChat(id)
    const stored = new Map(
      (await storage.readMessages(id)).map(({ message }) => [message.id, message]),
    )
    // Another tab may have resumed the answer and stored more of it, or its end.
    const isNewer = ({ message }: PlacedMessage) => {
      const known = stored.get(message.id)
      return !known || (isUnfinished(known) && textLength(known) <= textLength(message))
    }
    await storage.saveMessages(id, { chat: patch, put: rows.filter(isNewer), remove })
  }
}

function takeRecords() {
  try {
    const text = readTabText(KEY) ?? '[]'
    dropTabText(KEY)
    const { records } = parseObject(`{"records":${text}}`) ?? {}
    return Array.isArray(records) ? records.flatMap((record) => readRecord(record) ?? []) : []
  } catch {
    return []
  }
}

function readRecord(record: unknown) {
  if (!isObject(record) || !isText(record['id'])) return undefined
  const { id, isRemoved, patch, rows, remove } = record
  return {
    id,
    isRemoved: isRemoved === true,
    // This file wrote it in this tab, so no deeper check here; the fields are checked when the chat is read.
    patch: isObject(patch) ? patch : {},
    rows: Array.isArray(rows) ? rows.flatMap((row) => readMessageRow(row) ?? []) : [],
    remove: Array.isArray(remove) ? remove.filter(isText) : [],
  }
}
