import type { ChatMessage, MessagePart, StreamEvent, ToolPart, ToolState } from '../types.ts'

/** How many parts a message keeps, of all types and of some: a page cannot show more of them usefully. */
export const MAX_PARTS = 2000
const MAX_OF_TYPE: { readonly [Type in MessagePart['type']]?: number } = {
  tool: 1000,
  source: 1000,
}

/** Most levels of a server's own data: more than any server needs. */
const MAX_DEPTH = 64

/** Where the parts of a message are, so that no event has to search them. */
interface PartIndex {
  /** Positions of tool calls, and of data with an id. */
  readonly positions: Map<string, number>
  /** Position of the last part of each type. */
  readonly last: { [Type in MessagePart['type']]?: number }
  readonly counts: { [Type in MessagePart['type']]?: number }
  /** The tool call that was counted last instead of being kept. */
  omittedCall?: string
}

const indexes = new WeakMap<readonly MessagePart[], PartIndex>()

/**
 * Applies one event to a streaming message and returns the new message; returns the same message if the
 * event adds nothing to it. The cost does not depend on the length of the text, and is bounded for any number
 * of parts. Text is always kept; other parts beyond the bounds are counted in `omitted`.
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
      return withNewPart(message, event)
    case 'data':
      return withData(message, event)
    case 'omitted':
      return withOmitted(message, event.part, event.count)
    case 'metadata': {
      const { serverId = message.serverId, metadata } = event
      const isKept = metadata && withinDepth(metadata) === metadata
      const merged = isKept ? { ...message.metadata, ...metadata } : message.metadata
      return { ...message, serverId, metadata: merged }
    }
    case 'usage': {
      const usage = { ...message.usage, ...event.usage }
      return { ...message, usage: { ...usage, raw: withinDepth(usage.raw) } }
    }
    case 'finish':
      return withReason(event.outcome === 'complete' ? withWholeArgs(message) : message, event)
    case 'finish-reason':
      return withReason(message, event)
    default:
      // A message does not store errors of the stream nor its end.
      return message
  }
}

function withReason(
  message: ChatMessage,
  { reason }: { reason?: string | undefined },
): ChatMessage {
  return reason ? { ...message, finishReason: reason } : message
}

function keyOf(part: MessagePart): string | undefined {
  if (part.type === 'tool') return `tool ${part.id}`
  return part.type === 'data' && part.id !== undefined
    ? `data ${part.name.length} ${part.name} ${part.id}`
    : undefined
}

function indexOf(parts: readonly MessagePart[]): PartIndex {
  const known = indexes.get(parts)
  if (known) return known
  const index: PartIndex = { positions: new Map(), last: {}, counts: {} }
  for (const [position, part] of parts.entries()) addTo(index, part, position)
  indexes.set(parts, index)
  return index
}

function addTo({ positions, last, counts }: PartIndex, part: MessagePart, position: number): void {
  const { type } = part
  const key = keyOf(part)
  if (key !== undefined) positions.set(key, position)
  last[type] = position
  counts[type] = (counts[type] ?? 0) + 1
}

/** Replaces the part at a position, or adds it at the end. */
function withPart(message: ChatMessage, part: MessagePart, position: number): ChatMessage {
  const { parts } = message
  if (position < parts.length) return withSameParts(message, parts.with(position, part))
  const changed = withSameParts(message, [...parts, part])
  const index = indexes.get(changed.parts)
  if (index) addTo(index, part, position)
  return changed
}

/** Replaces the list of parts by one with the same parts in the same places, which takes over the index. */
function withSameParts(message: ChatMessage, parts: readonly MessagePart[]): ChatMessage {
  const index = indexes.get(message.parts)
  if (index) {
    indexes.delete(message.parts)
    indexes.set(parts, index)
  }
  return { ...message, parts }
}

function isFull({ parts }: ChatMessage, type: MessagePart['type']): boolean {
  const { counts } = indexOf(parts)
  return parts.length >= MAX_PARTS || (counts[type] ?? 0) >= (MAX_OF_TYPE[type] ?? MAX_PARTS)
}

function withNewPart(
  message: ChatMessage,
  part: Exclude<MessagePart, { readonly type: 'text' | 'reasoning' }>,
): ChatMessage {
  return isFull(message, part.type)
    ? withOmitted(message, part.type, 1)
    : withPart(message, part, message.parts.length)
}

function withOmitted(
  message: ChatMessage,
  type: keyof NonNullable<ChatMessage['omitted']>,
  count: number,
): ChatMessage {
  const { omitted } = message
  return { ...message, omitted: { ...omitted, [type]: (omitted?.[type] ?? 0) + count } }
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
  const end = parts.length
  const isJoined = replaced || (parts[end - 1]?.type !== type && isFull(message, type))
  const position = isJoined ? (indexOf(parts).last[type] ?? end) : end - 1
  const part = parts[position]
  if (part?.type !== type) return text ? withPart(message, { type, text }, end) : message
  const keptLength = part.text.length - replaced
  if (keptLength < 0) {
    const rest = { ...message, parts: parts.toSpliced(position, 1) }
    return withText(rest, type, text, -keptLength)
  }
  if (!text && !replaced) return message
  return withPart(message, { type, text: part.text.slice(0, keptLength) + text }, position)
}

function withData(
  message: ChatMessage,
  { transient, ...event }: StreamEvent & { readonly type: 'data' },
): ChatMessage {
  if (transient) return message
  const part = { ...event, data: withinDepth(event.data) }
  const position = indexOf(message.parts).positions.get(keyOf(part) ?? '')
  return position === undefined ? withNewPart(message, part) : withPart(message, part, position)
}

function withTool(
  message: ChatMessage,
  delta: StreamEvent & { readonly type: 'tool-delta' },
): ChatMessage {
  const { id, args = '', allArgs } = delta
  const index = indexOf(message.parts)
  const newCall: ToolPart = { type: 'tool', id, name: '', args: '' }
  const position = index.positions.get(`tool ${id}`) ?? message.parts.length
  const found = message.parts[position]
  if (!found && isFull(message, 'tool')) {
    // Only a first piece has a name: count each call once, no matter in how many pieces it arrives.
    if (!delta.name || index.omittedCall === id) return message
    index.omittedCall = id
    return withOmitted(message, 'tool', 1)
  }
  const call = found?.type === 'tool' ? found : newCall
  const { name = call.name, approvalId = call.approvalId } = delta
  const output = delta.output === undefined ? call.output : withinDepth(delta.output)
  const error = delta.error ?? (delta.output === undefined ? call.error : undefined)
  const updatedCall: ToolPart = {
    ...call,
    name,
    args: allArgs ?? call.args + args,
    output,
    state: stateAfter(call, delta),
    ...(error !== call.error && { error }),
    ...(approvalId && { approvalId }),
  }
  return withPart(message, updatedCall, position)
}

function stateAfter(
  { state = 'input-streaming' }: ToolPart,
  delta: StreamEvent & { readonly type: 'tool-delta' },
): ToolState {
  if (delta.state) return delta.state
  if (delta.error !== undefined) return 'output-error'
  if (delta.output !== undefined) return 'output-available'
  return state === 'input-streaming' && delta.allArgs !== undefined ? 'input-available' : state
}

/** Marks the arguments of all calls as complete: nothing follows. */
function withWholeArgs(message: ChatMessage): ChatMessage {
  const isOpen = (part: MessagePart) => part.type === 'tool' && part.state === 'input-streaming'
  if (!message.parts.some(isOpen)) return message
  const toWhole = (part: MessagePart): MessagePart =>
    part.type === 'tool' && isOpen(part) ? { ...part, state: 'input-available' } : part
  return withSameParts(message, message.parts.map(toWhole))
}

/**
 * Returns a server's own data; a note instead of data that is nested too deeply, because such data can be
 * neither stored nor sent to other tabs.
 */
function withinDepth(data: unknown): unknown {
  return isDeeper(data, MAX_DEPTH) ? `(nested deeper than ${MAX_DEPTH} levels)` : data
}

function isDeeper(data: unknown, levels: number): boolean {
  if (typeof data !== 'object' || data === null) return false
  return levels === 0 || Object.values(data).some((each) => isDeeper(each, levels - 1))
}
