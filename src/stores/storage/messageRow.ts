import type { ChatMessage } from '../../core/index.ts'
import { isObject } from '../../core/json.ts'
import type { PlacedMessage } from './chatStorage.ts'
import { toErrorRecord } from './errorRecord.ts'
import { readMessage } from './readMessage.ts'
import { isNumber } from './scalars.ts'

/** A message as it is stored. */
export interface MessageRow {
  readonly chatId: string
  readonly position: number
  readonly message: unknown
  /** Absent on all others, so that the index of unfinished answers holds these alone. */
  readonly unfinished?: 1
}

/** Tells whether a message is an answer without an outcome: it streams, or its page went away meanwhile. */
export function isUnfinished({ role, outcome }: ChatMessage): boolean {
  return role === 'assistant' && outcome === undefined
}

export function toMessageRow(chatId: string, { position, message }: PlacedMessage): MessageRow {
  const { error, ...fields } = message
  // A clone of an error loses its class and its own fields.
  const record = error ? { ...fields, error: toErrorRecord(error) } : fields
  const row = { chatId, position, message: record }
  return isUnfinished(message) ? { ...row, unfinished: 1 } : row
}

/** Reads a stored message field by field; undefined where it cannot be understood. */
export function readMessageRow(value: unknown): PlacedMessage | undefined {
  if (!isObject(value) || !isNumber(value.position)) return undefined
  const message = readMessage(value.message)
  return message && { position: value.position, message }
}
