import { type ChatRequest, textOf, type TransportName } from '../../core/index.ts'
import { namedParameters } from './namedParameters.ts'
import type { ChatSettings } from '../../model/index.ts'

/** Whether the question travels in an address, which has no room for more. */
export function isInQueryString(transport: TransportName): boolean {
  return transport === 'get' || transport === 'eventsource'
}

/**
 * Servers with a memory of their own read `message`; the others need to be told everything.
 *
 * @param settings told in OpenAI's form: whether an endpoint heeds it is for that to say
 */
export function wholeChatBody({ message, messages }: ChatRequest, settings: ChatSettings): unknown {
  const turns = messages
    .map((one) => ({ role: one.role, content: textOf(one) }))
    .filter(({ content }) => content !== '')
  // OpenAI's kind of server writes all at once unless it is asked to stream.
  return {
    message,
    stream: true,
    messages: withInstructions(settings.system, turns),
    ...namedParameters(settings),
  }
}

/** Servers refuse large bodies, the stub those over 64 KiB; in bytes of UTF-8. */
const LONGEST_HISTORY = 48 * 1024

interface Turn {
  readonly role: string
  readonly content: string
}

/** What the model is told first stays, however long the conversation is. */
function withInstructions(system: string | undefined, turns: readonly Turn[]): readonly Turn[] {
  if (system === undefined) return newestThatFit(turns, 0)
  return [{ role: 'system', content: system }, ...newestThatFit(turns, bytesOf(system))]
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/** The question, and as many of the turns before it as there is room for: the oldest stay behind. */
function newestThatFit(turns: readonly Turn[], taken: number): readonly Turn[] {
  let first = turns.length
  let bytes = taken
  while (first > 0 && bytes <= LONGEST_HISTORY) {
    first -= 1
    bytes += bytesOf(turns[first]?.content ?? '')
  }
  const isOver = bytes > LONGEST_HISTORY && first < turns.length - 1
  return turns.slice(isOver ? first + 1 : first)
}
