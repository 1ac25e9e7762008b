import type { ChatMessage, StreamEvent } from '../../types.ts'

/** How many parts a message keeps: a page cannot show more of them usefully. */
export const MAX_PARTS = 2000

/** Applies a delta of text or reasoning, or the end; returns the same message for any other event. */
export function applyTextEvent(message: ChatMessage, event: StreamEvent): ChatMessage {
  switch (event.type) {
    case 'text-delta':
      return withText(message, 'text', event.text)
    case 'reasoning-delta':
      return withText(message, 'reasoning', event.text)
    case 'finish':
    case 'finish-reason':
      return event.reason ? { ...message, finishReason: event.reason } : message
    default:
      // A message does not store errors of the stream nor its end.
      return message
  }
}

/** Appends text to the last part of its type, or adds a part. */
export function withText(
  message: ChatMessage,
  type: 'text' | 'reasoning',
  text: string,
): ChatMessage {
  if (!text) return message
  const { parts } = message
  // If no part can be added, the last part of this type, even if others follow.
  const index =
    parts.length < MAX_PARTS ? parts.length - 1 : parts.findLastIndex((part) => part.type === type)
  const part = parts[index]
  return {
    ...message,
    parts:
      part?.type === type
        ? parts.with(index, { type, text: part.text + text })
        : [...parts, { type, text }],
  }
}
