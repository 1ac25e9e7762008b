import type { ChatMessage, MessagePart, StreamEvent, ToolPart } from '../types.ts'

/**
 * Applies one event to a streaming message and returns the new message; returns the same message if the
 * event adds nothing to it. A delta is only appended, so its cost does not depend on the length of the
 * text.
 */
export function applyEvent(message: ChatMessage, event: StreamEvent): ChatMessage {
  switch (event.type) {
    case 'text-delta':
      return withText(message, 'text', event.text)
    case 'reasoning-delta':
      return withText(message, 'reasoning', event.text)
    case 'refusal-delta':
      return withText(message, 'refusal', event.text)
    case 'correction':
      return withText(message, event.of, event.text, event.replaced)
    case 'tool-delta':
      return withTool(message, event)
    case 'source':
    case 'file':
    case 'data':
      return withPart(message, event)
    case 'usage':
      return { ...message, usage: { ...message.usage, ...event.usage } }
    case 'finish':
    case 'finish-reason':
      return event.reason ? { ...message, finishReason: event.reason } : message
    default:
      // A message does not store errors of the stream nor its end.
      return message
  }
}

function withPart(message: ChatMessage, part: MessagePart): ChatMessage {
  return { ...message, parts: [...message.parts, part] }
}

/**
 * @param replaced how many UTF-16 units to remove from the end of this text first, across several parts if
 *   necessary
 */
function withText(
  message: ChatMessage,
  type: 'text' | 'reasoning' | 'refusal',
  text: string,
  replaced = 0,
): ChatMessage {
  const { parts, refusal = '' } = message
  if (type === 'refusal') {
    return { ...message, refusal: refusal.slice(0, refusal.length - replaced) + text }
  }
  const index = replaced ? parts.findLastIndex((part) => part.type === type) : parts.length - 1
  const part = parts[index]
  if (part?.type !== type) return text ? withPart(message, { type, text }) : message
  const keptLength = part.text.length - replaced
  if (keptLength < 0)
    return withText({ ...message, parts: parts.toSpliced(index, 1) }, type, text, -keptLength)
  if (!text && !replaced) return message
  return {
    ...message,
    parts: parts.with(index, { type, text: part.text.slice(0, keptLength) + text }),
  }
}

function withTool(
  message: ChatMessage,
  delta: StreamEvent & { readonly type: 'tool-delta' },
): ChatMessage {
  const { id, args = '', allArgs } = delta
  const index = message.parts.findLastIndex((part) => part.type === 'tool' && part.id === id)
  const existing = message.parts[index]
  const call: ToolPart =
    existing?.type === 'tool' ? existing : { type: 'tool', id, name: '', args: '' }
  const { name = call.name, output = call.output } = delta
  const updatedCall: ToolPart = { ...call, name, args: allArgs ?? call.args + args, output }
  if (!existing) return withPart(message, updatedCall)
  return { ...message, parts: message.parts.with(index, updatedCall) }
}
