import { type ChatRequest, textOf, type TransportName } from '../../core/index.ts'
import { namedParameters } from './namedParameters.ts'
import type { ChatSettings } from '../../model/index.ts'

/** Returns whether a transport sends the question in the query string, which has no room for more. */
export function isInQueryString(transport: TransportName): boolean {
  return transport === 'get' || transport === 'eventsource'
}

/**
 * Returns the request body for a custom endpoint. Servers that store the chat read only `message`; all others
 * need the earlier messages as well.
 *
 * @param settings - sent under OpenAI's names; whether they have an effect depends on the endpoint
 */
export function wholeChatBody({ message, messages }: ChatRequest, settings: ChatSettings): unknown {
  const turns = messages
    .map((one) => ({ role: one.role, content: textOf(one) }))
    .filter(({ content }) => content !== '')
  // A server compatible with OpenAI sends the answer in one piece unless it is asked to stream.
  return {
    message,
    stream: true,
    messages: withInstructions(settings.system, turns),
    ...namedParameters(settings),
  }
}

/** Largest size of the messages, in bytes of UTF-8. Servers refuse large bodies, the stub server those over 64 KiB. */
const LONGEST_HISTORY = 48 * 1024

interface Turn {
  readonly role: string
  readonly content: string
}

/** Returns the messages with the system instructions, which are kept however long the chat is. */
function withInstructions(system: string | undefined, turns: readonly Turn[]): readonly Turn[] {
  if (system === undefined) return newestThatFit(turns, 0)
  return [{ role: 'system', content: system }, ...newestThatFit(turns, bytesOf(system))]
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/** Returns the question and as many of the messages before it as fit; the oldest ones are dropped. */
function newestThatFit(turns: readonly Turn[], taken: number): readonly Turn[] {
  let first = turns.length
  let bytes = taken
  while (first > 0 && bytes <= LONGEST_HISTORY) {
    first -= 1
    bytes += bytesOf(turns[first]?.content ?? '')
  }
  const isTooLarge = bytes > LONGEST_HISTORY && first < turns.length - 1
  return turns.slice(isTooLarge ? first + 1 : first)
}
