import type { ChatMessage, MessagePart, StreamEvent, ToolPart } from './types.ts'

/**
 * Applies one event to a growing message and returns the new message; the same one where the event
 * adds nothing to it. Text grows by its delta alone, so the cost does not depend on its length.
 */
export function applyEvent(message: ChatMessage, event: StreamEvent): ChatMessage {
  switch (event.type) {
    case 'text-delta':
      return withText(message, 'text', event.text)
    case 'reasoning-delta':
      return withText(message, 'reasoning', event.text)
    case 'refusal-delta':
      return { ...message, refusal: (message.refusal ?? '') + event.text }
    case 'tool-delta':
      return withTool(message, event)
    case 'source':
    case 'file':
    case 'data':
      return withPart(message, event)
    case 'usage':
      return { ...message, usage: { ...message.usage, ...event.usage } }
    case 'finish':
      return event.reason ? { ...message, finishReason: event.reason } : message
    default:
      // An error and the stream's end say nothing that a message holds.
      return message
  }
}

function withPart(message: ChatMessage, part: MessagePart): ChatMessage {
  return { ...message, parts: [...message.parts, part] }
}

function withText(message: ChatMessage, type: 'text' | 'reasoning', text: string): ChatMessage {
  if (text === '') return message
  const last = message.parts.at(-1)
  if (last?.type !== type) return withPart(message, { type, text })
  return { ...message, parts: message.parts.with(-1, { type, text: last.text + text }) }
}

function withTool(
  message: ChatMessage,
  delta: StreamEvent & { readonly type: 'tool-delta' },
): ChatMessage {
  const { id, args = '' } = delta
  const index = message.parts.findLastIndex((part) => part.type === 'tool' && part.id === id)
  const known = message.parts[index]
  const call: ToolPart = known?.type === 'tool' ? known : { type: 'tool', id, name: '', args: '' }
  const { name = call.name, output = call.output } = delta
  const grown: ToolPart = { ...call, name, args: call.args + args, output }
  if (!known) return withPart(message, grown)
  return { ...message, parts: message.parts.with(index, grown) }
}
