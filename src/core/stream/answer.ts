import { applyTextEvent, MAX_PARTS, withText } from './events/textEvents.ts'
import type { ChatMessage, MessagePart, OmittedParts, StreamEvent, ToolPart } from '../types.ts'

/** How many tool calls a message keeps, and how many sources. */
const MAX_OF_TYPE = 1000

/** Most levels of a server's own data: more than any server needs. */
const MAX_DEPTH = 64

/** A part other than text, which is always kept. */
type OtherPart = Exclude<MessagePart, { readonly type: 'text' | 'reasoning' }>

/** The tool call that was counted last, by the counts. */
const omittedCalls = new WeakMap<OmittedParts, string>()

/**
 * Applies one event to a streaming message and returns the new message; returns the same message if the
 * event adds nothing to it. The cost does not depend on the length of the text, and is bounded for any number
 * of parts. Text is always kept; other parts beyond the bounds are counted in `omitted`.
 */
export function applyEvent(message: ChatMessage, event: StreamEvent): ChatMessage {
  switch (event.type) {
    case 'refusal-delta':
      return corrected(message, 'refusal', 0, event.text)
    case 'correction':
      return corrected(message, event.of, event.replaced, event.text)
    case 'tool-delta':
      return withTool(message, event)
    case 'source':
    case 'file':
      return withPart(message, event)
    case 'data': {
      const { transient, ...part } = event
      const { id, name } = part
      const isFormer = (each: MessagePart) =>
        each.type === 'data' && id !== undefined && each.id === id && each.name === name
      const index = message.parts.findIndex(isFormer)
      return transient
        ? message
        : withPart(message, { ...part, data: withinDepth(part.data) }, index)
    }
    case 'omitted':
      return withOmitted(message, event.part, event.count)
    case 'metadata': {
      const { serverId = message.serverId, metadata } = event
      if (isDeep(metadata)) return message
      return { ...message, serverId, metadata: { ...message.metadata, ...metadata } }
    }
    case 'usage': {
      const usage = { ...message.usage, ...event.usage }
      return { ...message, usage: { ...usage, raw: withinDepth(usage.raw) } }
    }
    case 'finish':
      return applyTextEvent(event.outcome === 'complete' ? withWholeArgs(message) : message, event)
    default:
      return applyTextEvent(message, event)
  }
}

/**
 * Replaces the part at an index, or adds it at the end if there is none at the index, unless the message keeps no
 * more of its type.
 */
function withPart(message: ChatMessage, part: OtherPart, index = -1): ChatMessage {
  const { parts } = message
  const { type } = part
  if (index >= 0) return { ...message, parts: parts.with(index, part) }
  if (isFull(parts, type)) return withOmitted(message, type)
  return { ...message, parts: [...parts, part] }
}

function isFull(parts: readonly MessagePart[], type: OtherPart['type']): boolean {
  const isLimited = type === 'tool' || type === 'source'
  return (
    parts.length >= MAX_PARTS ||
    (isLimited && parts.filter((part) => part.type === type).length >= MAX_OF_TYPE)
  )
}

function withOmitted(message: ChatMessage, type: keyof OmittedParts, count = 1): ChatMessage {
  const { omitted } = message
  return { ...message, omitted: { ...omitted, [type]: (omitted?.[type] ?? 0) + count } }
}

/**
 * Replaces the end of a text.
 *
 * @param replaced how many UTF-16 units to remove first, across several parts if necessary
 */
function corrected(
  message: ChatMessage,
  type: 'text' | 'reasoning' | 'refusal',
  replaced: number,
  text: string,
): ChatMessage {
  const { parts, refusal = '' } = message
  if (type === 'refusal') {
    return { ...message, refusal: refusal.slice(0, refusal.length - replaced) + text }
  }
  // The last part of this type, even if others follow.
  const index = parts.findLastIndex((part) => part.type === type)
  const part = parts[index]
  if (!replaced || part?.type !== type) return withText(message, type, text)
  const keptLength = part.text.length - replaced
  if (keptLength < 0)
    return corrected({ ...message, parts: parts.toSpliced(index, 1) }, type, -keptLength, text)
  const kept = { type, text: part.text.slice(0, keptLength) + text }
  return { ...message, parts: parts.with(index, kept) }
}

function withTool(
  message: ChatMessage,
  delta: StreamEvent & { readonly type: 'tool-delta' },
): ChatMessage {
  const { parts, omitted } = message
  const { id, args = '', allArgs, error, approvalId, signature } = delta
  const index = parts.findLastIndex((part) => part.type === 'tool' && part.id === id)
  const found = parts[index]
  const call: ToolPart = found?.type === 'tool' ? found : { type: 'tool', id, name: '', args: '' }
  const { name = call.name, output } = delta
  if (!found && isFull(parts, 'tool')) {
    // Only a first piece has a name: count each call once, no matter in how many pieces it arrives.
    if (!name || (omitted && omittedCalls.get(omitted) === id)) return message
    const counted = withOmitted(message, 'tool')
    if (counted.omitted) omittedCalls.set(counted.omitted, id)
    return counted
  }
  const { state = 'input-streaming' } = call
  const isNewlyWhole = allArgs !== undefined && state === 'input-streaming'
  const updatedCall: ToolPart = {
    ...call,
    name,
    args: allArgs ?? call.args + args,
    ...(output !== undefined && { output: withinDepth(output), error: undefined }),
    ...(error && { error }),
    ...(approvalId && { approvalId }),
    ...(signature && { signature }),
    state:
      delta.state ??
      (error
        ? 'output-error'
        : output !== undefined
          ? 'output-available'
          : isNewlyWhole
            ? 'input-available'
            : state),
  }
  return withPart(message, updatedCall, index)
}

/** Marks the arguments of all calls as complete: nothing follows. */
function withWholeArgs(message: ChatMessage): ChatMessage {
  return message.parts.reduce(
    (changed, part, index) =>
      part.type === 'tool' && part.state === 'input-streaming'
        ? withPart(changed, { ...part, state: 'input-available' }, index)
        : changed,
    message,
  )
}

/**
 * Returns a server's own data; a note instead of data that is nested too deeply, because such data can be
 * neither stored nor sent to other tabs.
 */
export function withinDepth(data: unknown): unknown {
  return isDeep(data) ? '(nested too deeply)' : data
}

/** Returns whether data is nested too deeply. */
function isDeep(data: unknown, levels = MAX_DEPTH): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    (!levels || Object.values(data).some((each) => isDeep(each, levels - 1)))
  )
}
