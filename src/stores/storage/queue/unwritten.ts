import { isObject, parseObject, textLength } from '../../../core/internal.ts'
import { dropTabText, keepTabText, readTabText } from '../siteData.ts'
import type { ChatChanges } from './chatChanges.ts'
import type { ChatStorage, PlacedMessage } from '../chatStorage.ts'
import { isUnfinished, readMessageRow, toMessageRow } from '../rows/messageRow.ts'
import type { Overlay } from './overlay.ts'
import { isText } from '../rows/scalars.ts'

const KEY = 'vue-chat-stream:unwritten'

/**
 * Keeps what is not in the database yet, for this tab alone: a page that goes away has no time to write there, and
 * what it had begun to write is undone.
 */
export function keepUnwritten(overlay: Overlay): void {
  if (overlay.size === 0) dropTabText(KEY)
  else keepTabText(KEY, JSON.stringify([...overlay].map(toRecord)))
}

function toRecord([id, { isRemoved, patch, put, remove }]: readonly [string, ChatChanges]) {
  const rows = [...put.values()].map((placed) => toMessageRow(id, placed))
  return { id, isRemoved, patch, rows, remove: [...remove] }
}

/** Writes what the page before this one, in this tab, had no time for. */
export async function writeUnwritten(storage: ChatStorage): Promise<void> {
  for (const { id, isRemoved, patch, rows, remove } of takeRecords()) {
    if (isRemoved) await storage.removeChat(id)
    const stored = new Map(
      (await storage.readMessages(id)).map(({ message }) => [message.id, message]),
    )
    // Another tab may have gone on with an answer, and has more of it, or its end.
    const isNews = ({ message }: PlacedMessage) => {
      const known = stored.get(message.id)
      return !known || (isUnfinished(known) && textLength(known) <= textLength(message))
    }
    await storage.saveMessages(id, { chat: patch, put: rows.filter(isNews), remove })
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
    // Written by this very file, in this very tab; whoever reads a chat checks its fields.
    patch: isObject(patch) ? patch : {},
    rows: Array.isArray(rows) ? rows.flatMap((row) => readMessageRow(row) ?? []) : [],
    remove: Array.isArray(remove) ? remove.filter(isText) : [],
  }
}
