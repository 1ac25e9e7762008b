import { ChatStreamError } from '../errors.ts'
import { isObject } from '../json.ts'
import type { ChatMessage } from '../messageTypes.ts'
import { readMessage } from './readMessage.ts'

/** The most messages of a stored chat. */
const MAX_MESSAGES = 10_000

/** The most ids of removed messages. */
export const MAX_REMOVED = 1000

export interface StoredChat {
  readonly messages: readonly ChatMessage[]
  /** Ids of messages that a tab removed. */
  readonly removed: readonly string[]
  /** What could not be read, if anything. */
  readonly error?: ChatStreamError
}

/**
 * Reads what a storage returned, field by field: it may have been edited, cut, or written by another version. Returns
 * what can be read, and an error of kind `storage` if that is not all of it.
 *
 * @param value - undefined or null if nothing is stored
 */
export function readSnapshot(id: string, value: unknown): StoredChat {
  if (value === undefined || value === null) return { messages: [], removed: [] }
  if (!isObject(value) || value['version'] !== 1 || !Array.isArray(value['messages'])) {
    const found =
      isObject(value) && 'version' in value
        ? `version ${String(value['version'])}`
        : `a value of type ${typeof value}`
    return {
      messages: [],
      removed: [],
      error: unreadable(id, `expected a snapshot of version 1, but found ${found}`),
    }
  }
  const list = asList(value['messages']).slice(-MAX_MESSAGES)
  let damaged = 0
  const messages = new Map<string, ChatMessage>()
  for (const each of list) {
    const message = readMessage(each)
    if (!message || messages.has(message.id)) {
      damaged += 1
      continue
    }
    messages.set(message.id, message)
    const parts = isObject(each) && each['parts']
    if (Array.isArray(parts)) damaged += parts.length - message.parts.length
  }
  return {
    messages: [...messages.values()],
    removed: asList(value['removed'])
      .slice(-MAX_REMOVED)
      .filter((id) => typeof id === 'string'),
    ...(damaged > 0 && {
      error: unreadable(id, `${damaged} of its messages and parts are damaged`),
    }),
  }
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function unreadable(id: string, what: string): ChatStreamError {
  return new ChatStreamError(
    'storage',
    `Could not read the stored chat \`${id}\`: ${what}. The next change of the chat replaces it.`,
  )
}
