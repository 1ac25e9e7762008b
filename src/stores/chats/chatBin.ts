import { parseObject } from '../../core/internal.ts'
import { persistedValue } from '../settings/persistedRef.ts'
import { isNumber } from '../storage/rows/scalars.ts'

/** How long a removed chat is stored, in milliseconds: longer than any page offers to restore it. */
const RETENTION = 86_400_000

/** The removed chats that can still be restored. They stay in storage, but are not shown. */
export interface ChatBin {
  has(id: string): boolean
  /** Marks a chat as removed. */
  put(id: string): void
  /** Unmarks a chat, as it was restored or deleted for good. */
  take(id: string): void
  /** Returns the ids of the chats that were removed too long ago to be restored. */
  expired(): readonly string[]
}

/**
 * Returns the bin, which all tabs share. Every change is written at once: writing to the database would take too
 * long if the page is closed right after a click.
 */
export function useChatBin(): ChatBin {
  /** When each chat was removed, in milliseconds since 1970, by its id. */
  const removedAt = persistedValue<Readonly<Record<string, number>>>(
    'bin',
    {},
    { flush: 'sync', shallow: true, serializer: { read: readTimes, write: JSON.stringify } },
  )
  return {
    has: (id) => Object.hasOwn(removedAt.value, id),
    put: (id) => void (removedAt.value = { ...removedAt.value, [id]: Date.now() }),
    take(id) {
      const others = Object.entries(removedAt.value).filter(([other]) => other !== id)
      removedAt.value = Object.fromEntries(others)
    },
    expired() {
      const oldest = Date.now() - RETENTION
      return Object.keys(removedAt.value).filter((id) => Number(removedAt.value[id]) < oldest)
    },
  }
}

function readTimes(text: string): Readonly<Record<string, number>> {
  const entries = Object.entries(parseObject(text) ?? {})
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => isNumber(entry[1])),
  )
}
