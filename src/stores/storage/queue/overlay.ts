import { patchedChat } from '../rows/chatRow.ts'
import type { ChatChanges } from './chatChanges.ts'
import type { ChatRow, PlacedMessage } from '../chatStorage.ts'
import { isUnfinished } from '../rows/messageRow.ts'

// A read returns the stored rows with the changes applied that are not stored yet.

/** Changes that are not stored yet, by the id of their chat. */
export type Overlay = ReadonlyMap<string, ChatChanges>

export function overChats(stored: readonly ChatRow[], overlay: Overlay): readonly ChatRow[] {
  const chats = new Map(stored.map((chat) => [chat.id, chat]))
  for (const [id, { isRemoved, patch }] of overlay) {
    const chat = patchedChat(id, isRemoved ? undefined : chats.get(id), patch)
    if (chat) chats.set(id, chat)
    else chats.delete(id)
  }
  return [...chats.values()]
}

/** Returns the messages with the changes applied, ordered by position. */
export function overMessages(
  stored: readonly PlacedMessage[],
  changes: ChatChanges | undefined,
): readonly PlacedMessage[] {
  const kept = changes?.isRemoved ? [] : stored
  const messages = new Map(kept.map((placed) => [placed.message.id, placed]))
  for (const id of changes?.remove ?? []) messages.delete(id)
  for (const [id, placed] of changes?.put ?? []) messages.set(id, placed)
  return [...messages.values()].sort(byPlace)
}

/**
 * Returns the ids of the chats that have an unfinished answer.
 *
 * @param stored - the ids of the chat and the message, for each unfinished answer
 */
export function overUnfinished(
  stored: readonly (readonly [string, string])[],
  overlay: Overlay,
): readonly string[] {
  const unfinished = stored
    .filter(([chatId, id]) => {
      const changes = overlay.get(chatId)
      return !changes?.isRemoved && !changes?.remove.has(id) && !changes?.put.has(id)
    })
    .map(([chatId]) => chatId)
  for (const [chatId, { put }] of overlay) {
    if ([...put.values()].some(({ message }) => isUnfinished(message))) unfinished.push(chatId)
  }
  return [...new Set(unfinished)]
}

/** Compares by position, then by time: two tabs that added to one chat may have used the same position. */
function byPlace(a: PlacedMessage, b: PlacedMessage): number {
  return a.position - b.position || a.message.createdAt - b.message.createdAt
}
