import type { ChatMessage, MessagePart } from '../../core/index.ts'

/** How a message grew: what changed, without what came before. */
export interface MessageDelta {
  /** The message with the parts that changed, the first of them without its beginning. */
  readonly message: ChatMessage
  /** How many parts before these stayed. */
  readonly kept: number
  /** How many UTF-16 units the first of these parts goes on behind. */
  readonly offset: number
}

/** All of a message, for somebody who has nothing of it. */
export function wholeOf(message: ChatMessage): MessageDelta {
  return { message, kept: 0, offset: 0 }
}

/**
 * What a message has more than an earlier state of it. A text that grew goes without its beginning; one
 * that its server corrected goes as a whole.
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
 * Adds what is new to what is here.
 *
 * @param here the state that is here; undefined where nothing is
 * @returns undefined where something between the two is missing
 */
export function applyMessageDelta(
  here: ChatMessage | undefined,
  { message, kept, offset }: MessageDelta,
): ChatMessage | undefined {
  const before = here?.parts ?? []
  if (before.length < kept) return undefined
  const [first, ...rest] = message.parts
  if (!first || offset === 0)
    return { ...message, parts: [...before.slice(0, kept), ...message.parts] }
  const partHere = before[kept]
  if (!partHere || !isText(partHere) || !isText(first)) return undefined
  if (partHere.type !== first.type || partHere.text.length !== offset) return undefined
  const whole = { type: first.type, text: partHere.text + first.text }
  return { ...message, parts: [...before.slice(0, kept), whole, ...rest] }
}

type TextLike = MessagePart & { readonly type: 'text' | 'reasoning' }

function isText(part: MessagePart): part is TextLike {
  return part.type === 'text' || part.type === 'reasoning'
}

function sharedLength(before: MessagePart | undefined, after: MessagePart | undefined): number {
  if (!before || !after || !isText(before) || !isText(after) || before.type !== after.type) return 0
  // A correction may have replaced some of it. Cut first: comparing two texts as wholes is the faster way.
  return after.text.slice(0, before.text.length) === before.text ? before.text.length : 0
}

function withoutBeginning(part: MessagePart, offset: number): MessagePart {
  return isText(part) ? { type: part.type, text: part.text.slice(offset) } : part
}
