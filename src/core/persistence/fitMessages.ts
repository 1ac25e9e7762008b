import type { ChatMessage } from '../messageTypes.ts'

/** Browsers count what they store in bytes, two for each UTF-16 unit. */
const BYTES_PER_UNIT = 2

/** A message never changes, so neither does its size. */
const sizes = new WeakMap<ChatMessage, number>()

function sizeOf(message: ChatMessage): number {
  const size = sizes.get(message) ?? JSON.stringify(message).length * BYTES_PER_UNIT
  sizes.set(message, size)
  return size
}

const totalOf = (messages: readonly ChatMessage[]) =>
  messages.reduce((total, message) => total + sizeOf(message), 0)

export interface FittedMessages {
  readonly messages: readonly ChatMessage[]
  /** Size in bytes. It exceeds the bound if the last turn already does. */
  readonly size: number
}

/**
 * Returns the part of a chat that fits into a number of bytes. Leaves out the oldest turns first, and then the contents
 * of files. Keeps system messages, and the last question with what follows it.
 */
export function fitMessages(all: readonly ChatMessage[], maxBytes: number): FittedMessages {
  const lastQuestion = all.findLastIndex(({ role }) => role === 'user')
  const lastTurn = lastQuestion < 0 ? all.length - 1 : lastQuestion
  let size = totalOf(all)
  let isInDroppedTurn = false
  const messages = all.filter((message, index) => {
    if (message.role === 'system' || index >= lastTurn) return true
    isInDroppedTurn = size > maxBytes || (isInDroppedTurn && message.role === 'assistant')
    if (isInDroppedTurn) size -= sizeOf(message)
    return !isInDroppedTurn
  })
  if (size <= maxBytes) return { messages, size }
  const withoutContents = messages.map(withoutFiles)
  return { messages: withoutContents, size: totalOf(withoutContents) }
}

/** Removes the files whose contents are in the message, and counts them in `omitted`. */
function withoutFiles(message: ChatMessage): ChatMessage {
  const { parts, omitted } = message
  const kept = parts.filter(
    ({ type, ...part }) => type !== 'file' || !/^data:/i.test(String(Reflect.get(part, 'url'))),
  )
  const count = parts.length - kept.length
  return count > 0
    ? { ...message, parts: kept, omitted: { ...omitted, file: (omitted?.file ?? 0) + count } }
    : message
}
