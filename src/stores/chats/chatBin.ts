import { parseObject } from '../../core/internal.ts'
import { persistedValue } from '../settings/persistedRef.ts'
import { isNumber } from '../storage/rows/scalars.ts'

/** How long a chat that nobody brought back is kept, in milliseconds: longer than any way back is offered. */
const KEPT_FOR = 86_400_000

/** The chats that were removed and can still be brought back: they are stored as before, and not shown. */
export interface ChatBin {
  has(id: string): boolean
  put(id: string): void
  take(id: string): void
  /** Those that nobody will bring back any more. */
  expired(): readonly string[]
}

/**
 * What is in it is written at once and for all tabs: a page that goes away right after a click has no time to
 * write into a database.
 */
export function useChatBin(): ChatBin {
  /** When each was removed, in milliseconds since 1970, by its id. */
  const removed = persistedValue<Readonly<Record<string, number>>>(
    'bin',
    {},
    { flush: 'sync', shallow: true, serializer: { read: readTimes, write: JSON.stringify } },
  )
  return {
    has: (id) => Object.hasOwn(removed.value, id),
    put: (id) => void (removed.value = { ...removed.value, [id]: Date.now() }),
    take(id) {
      const others = Object.entries(removed.value).filter(([other]) => other !== id)
      removed.value = Object.fromEntries(others)
    },
    expired() {
      const time = Date.now() - KEPT_FOR
      return Object.keys(removed.value).filter((id) => Number(removed.value[id]) < time)
    },
  }
}

function readTimes(text: string): Readonly<Record<string, number>> {
  const entries = Object.entries(parseObject(text) ?? {})
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => isNumber(entry[1])),
  )
}
