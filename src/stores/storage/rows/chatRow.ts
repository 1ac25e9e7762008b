import { isObject } from '../../../core/internal.ts'
import type { ChatPatch, ChatRow } from '../chatStorage.ts'
import { readChatSettings } from './chatSettings.ts'
import { isNumber, isText, numberOrNone, textOrNone, trueOrNone } from './scalars.ts'

/** Reads a stored chat field by field; returns undefined if it cannot be understood. */
export function readChatRow(value: unknown): ChatRow | undefined {
  if (!isObject(value)) return undefined
  const { id, title, createdAt, updatedAt, draft } = value
  const isRow =
    isText(id) && isText(title) && isNumber(createdAt) && isNumber(updatedAt) && isText(draft)
  if (!isRow) return undefined
  return {
    id,
    title,
    createdAt,
    updatedAt,
    draft,
    leaf: textOrNone(value.leaf),
    askedAt: numberOrNone(value.askedAt),
    pinned: trueOrNone(value.pinned),
    archived: trueOrNone(value.archived),
    unread: trueOrNone(value.unread),
    settings: readChatSettings(value.settings),
  }
}

/**
 * Applies a patch to a chat. A missing chat is created only if the patch has `createdAt`; otherwise returns
 * undefined.
 *
 * @param stored - the row as found in the database, including fields that a newer version added, which are kept
 */
export function patchedChat<Stored extends object>(
  id: string,
  stored: Stored | undefined,
  patch: ChatPatch,
): (Stored | ChatRow) | undefined {
  if (stored) return { ...stored, ...patch }
  const { createdAt } = patch
  if (createdAt === undefined) return undefined
  return { id, title: '', draft: '', updatedAt: createdAt, ...patch, createdAt }
}
