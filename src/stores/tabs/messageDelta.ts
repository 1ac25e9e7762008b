import type { ChatMessage, MessagePart } from '../../core/index.ts'

/** What changed in a message, without what the receiver has already. Sent between tabs. */
export interface MessageDelta {
  /** The message with its changed parts only, the first of them without its beginning. */
  readonly message: ChatMessage
  /** How many parts before the changed ones stay the same. */
  readonly kept: number
  /** Length of the missing beginning of the first changed part, in UTF-16 units. */
  readonly offset: number
}

/** Returns a delta that contains the whole message, for a tab that has nothing of it. */
export function wholeMessageDelta(message: ChatMessage): MessageDelta {
  return { message, kept: 0, offset: 0 }
}

/**
 * Returns what a message has gained or changed since an earlier state of it. A text that grew is sent without
 * its beginning; a text that the server corrected is sent as a whole.
 *
 * The two states must be compared: a change of the messages says which message has a new state, but that state
 * may be the result of many events.
 */
export function messageDeltaOf(before: ChatMessage, message: ChatMessage): MessageDelta {
  const kept = message.parts.findIndex((part, index) => part !== before.parts[index])
  if (kept === -1)
    return { message: { ...message, parts: [] }, kept: message.parts.length, offset: 0 }
  const [first, ...rest] = message.parts.slice(kept)
  const offset = sharedLength(before.parts[kept], first)
  const parts = first ? [withoutBeginning(first, offset), ...rest] : rest
  return { message: { ...message, parts }, kept, offset }
}

/**
 * Applies a delta to the state of a message that this tab has.
 *
 * @param current undefined if this tab has nothing of the message
 * @returns the new state; undefined if the delta does not fit, as a delta before it was lost
 */
export function applyMessageDelta(
  current: ChatMessage | undefined,
  { message, kept, offset }: MessageDelta,
): ChatMessage | undefined {
  const before = current?.parts ?? []
  if (before.length < kept) return undefined
  const [first, ...rest] = message.parts
  if (!first || offset === 0)
    return { ...message, parts: [...before.slice(0, kept), ...message.parts] }
  const beginning = before[kept]
  if (!beginning || !isText(beginning) || !isText(first)) return undefined
  if (beginning.type !== first.type || beginning.text.length !== offset) return undefined
  const joined = { type: first.type, text: beginning.text + first.text }
  return { ...message, parts: [...before.slice(0, kept), joined, ...rest] }
}

type TextLike = MessagePart & { readonly type: 'text' | 'reasoning' }

function isText(part: MessagePart): part is TextLike {
  return part.type === 'text' || part.type === 'reasoning'
}

function sharedLength(before: MessagePart | undefined, after: MessagePart | undefined): number {
  if (!before || !after || !isText(before) || !isText(after) || before.type !== after.type) return 0
  // Compares, as a correction may have replaced some text. `slice` and `===` are faster than `startsWith`.
  return after.text.slice(0, before.text.length) === before.text ? before.text.length : 0
}

function withoutBeginning(part: MessagePart, offset: number): MessagePart {
  return isText(part) ? { type: part.type, text: part.text.slice(offset) } : part
}
