import { textOf, type ChatRequest, type TransportName } from '../core/index.ts'

/** Whether the question travels in an address, which has no room for more. */
export function isInAddress(transport: TransportName): boolean {
  return transport === 'get' || transport === 'eventsource'
}

/** Servers with a memory of their own read `message`; the others need to be told everything. */
export function wholeConversation({ message, messages }: ChatRequest): unknown {
  const turns = messages
    .map((one) => ({ role: one.role, content: textOf(one) }))
    .filter(({ content }) => content !== '')
  // OpenAI's kind of server writes all at once unless it is asked to stream.
  return { message, stream: true, messages: newestThatFit(turns) }
}

/** Servers refuse large bodies, the stub those over 64 KiB; in bytes of UTF-8. */
const LONGEST_HISTORY = 48 * 1024

/** The question, and as many of the turns before it as there is room for: the oldest stay behind. */
function newestThatFit<Turn extends { content: string }>(turns: readonly Turn[]): readonly Turn[] {
  const utf8 = new TextEncoder()
  let first = turns.length
  let bytes = 0
  while (first > 0 && bytes <= LONGEST_HISTORY) {
    first -= 1
    bytes += utf8.encode(turns[first]?.content).length
  }
  const isOver = bytes > LONGEST_HISTORY && first < turns.length - 1
  return turns.slice(isOver ? first + 1 : first)
}
