import type { ChatMessage } from '../../../core/index.ts'
import { isObject } from '../../../core/internal.ts'
import type { PlacedMessage } from '../chatStorage.ts'
import { readMessage } from './readMessage.ts'
import { isNumber, isText } from './scalars.ts'

/** A message as it is stored. */
export interface MessageRow {
  readonly chatId: string
  readonly position: number
  /** As in `PlacedMessage`. */
  readonly parent?: string | null
  readonly message: unknown
  /** Absent on all others, so that the index of unfinished answers holds these alone. */
  readonly unfinished?: 1
}

/** Tells whether a message is an answer without an outcome: it streams, or its page went away meanwhile. */
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

/** Reads a stored message field by field; undefined where it cannot be understood. */
export function readMessageRow(value: unknown): PlacedMessage | undefined {
  if (!isObject(value) || !isNumber(value.position)) return undefined
  const { position, parent } = value
  const message = readMessage(value.message)
  const isPlaced = parent === null || isText(parent)
  return message && (isPlaced ? { position, parent, message } : { position, message })
}
