import type { ChatMessage, StreamEvent } from '../../types.ts'

/** How many parts a message keeps: a page cannot show more of them usefully. */
export const MAX_PARTS = 2000

type TextKind = 'text' | 'reasoning' | 'refusal'

/** Applies an event of text or of the end; returns the same message for any other event. */
export function applyTextEvent(message: ChatMessage, event: StreamEvent): ChatMessage {
  switch (event.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'refusal-delta':
      return withText(message, kindOf(event.type), event.text)
    case 'correction':
      return withText(message, event.of, event.text, event.replaced)
    case 'finish':
    case 'finish-reason':
      return event.reason ? { ...message, finishReason: event.reason } : message
    default:
      // A message does not store errors of the stream nor its end.
      return message
  }
}

function kindOf(type: `${TextKind}-delta`): TextKind {
  // Only the name of the kind is left.
  return type.slice(0, -'-delta'.length) as TextKind
}

/**
 * @param replaced how many UTF-16 units to remove from the end of this text first, across several parts if
 *   necessary
 */
function withText(message: ChatMessage, type: TextKind, text: string, replaced = 0): ChatMessage {
  const { parts, refusal = '' } = message
  if (type === 'refusal') {
    return { ...message, refusal: refusal.slice(0, refusal.length - replaced) + text }
  }
  // The last part of this type, even if others follow: for a correction, or if no part can be added.
  const index =
    replaced || parts.length >= MAX_PARTS
      ? parts.findLastIndex((part) => part.type === type)
      : parts.length - 1
  const part = parts[index]
  if (part?.type !== type) {
    return text ? { ...message, parts: [...parts, { type, text }] } : message
  }
  const keptLength = part.text.length - replaced
  if (keptLength < 0)
    return withText({ ...message, parts: parts.toSpliced(index, 1) }, type, text, -keptLength)
  if (!text && !replaced) return message
  const changed = { type, text: part.text.slice(0, keptLength) + text }
  return { ...message, parts: parts.with(index, changed) }
}
