import type { ChatMessage } from '../../../core/index.ts'
import { isObject } from '../../../core/internal.ts'
import type { PlacedMessage } from '../chatStorage.ts'
import { readMessage } from './readMessage.ts'
import { isNumber, isText } from './scalars.ts'

/** A message as it is stored in the database. */
export interface MessageRow {
  readonly chatId: string
  readonly position: number
  /** As in `PlacedMessage`. */
  readonly parent?: string | null
  readonly message: unknown
  /** Set on unfinished answers, absent on all other messages, so that the index contains only unfinished answers. */
  readonly unfinished?: 1
}

/**
 * Returns whether a message is an answer without an outcome: it is streaming, or its page was closed before it
 * ended.
 */
export function isUnfinished({ role, outcome }: ChatMessage): boolean {
  return role === 'assistant' && outcome === undefined
}

export function toMessageRow(
  chatId: string,
  { position, parent, message }: PlacedMessage,
): MessageRow {
  const place = parent === undefined ? { position } : { position, parent }
  const row = { chatId, ...place, message }
  return isUnfinished(message) ? { ...row, unfinished: 1 } : row
}

/** Reads a stored message field by field; returns undefined if it cannot be understood. */
export function readMessageRow(value: unknown): PlacedMessage | undefined {
  if (!isObject(value) || !isNumber(value.position)) return undefined
  const { position, parent } = value
  const message = readMessage(value.message)
  const isPlaced = parent === null || isText(parent)
  return message && (isPlaced ? { position, parent, message } : { position, message })
}
