import type { ChatMessage } from '../../../core/index.ts'
import { checkDelay } from './checkDelay.ts'
import type { ChatPatch, ChatStorage, PlacedMessage } from '../chatStorage.ts'
import { followList } from './listChanges.ts'
import { isUnfinished } from '../rows/messageRow.ts'

export interface HistoryWriterOptions {
  /**
   * The messages as they are stored, which the first `update` is compared with.
   *
   * @default none
   */
  readonly saved?: readonly PlacedMessage[]
  /**
   * How long an answer that grows is left unwritten at most, in milliseconds, from 0.
   *
   * @default 750
   */
  readonly interval?: number
  /**
   * What changes of the chat with each write, in the same transaction.
   *
   * @example () => ({ updatedAt: Date.now() })
   * @default nothing
   */
  readonly chat?: () => ChatPatch
  /**
   * Which message another one follows; null where it begins the chat.
   *
   * @default nothing is written of that: each follows the one before it
   */
  readonly parentOf?: (id: string) => string | null
}

/** Writes the messages of one chat as they change. */
export interface HistoryWriter {
  /**
   * Tells the list as it is now: at every change, which may be at every frame. Messages that did not change
   * have to be the same objects as before.
   */
  update(messages: readonly ChatMessage[]): void
  /** Writes what waits, at once: for when the page goes away. Resolves when it is written, or held in memory. */
  flush(): Promise<void>
  /** Writes what waits; an `update` does nothing from then on. */
  dispose(): Promise<void>
}

/**
 * Makes the writer of a chat: what is new, what ended and what went is written at once, and an answer that
 * grows every `interval` milliseconds.
 *
 * The chat has to be there: see `ChatStorage.patchChat`.
 *
 * @throws {ChatStreamError} `argument` where an option is wrong
 *
 * @example
 * const writer = createHistoryWriter(storage, chatId, { saved: await storage.readMessages(chatId) })
 * watch(messages, (list) => writer.update(list), { flush: 'sync' })
 * addEventListener('pagehide', () => void writer.flush())
 */
export function createHistoryWriter(
  storage: Pick<ChatStorage, 'saveMessages'>,
  chatId: string,
  { saved = [], interval = 750, chat, parentOf }: HistoryWriterOptions = {},
): HistoryWriter {
  checkDelay('interval', interval)
  const changesTo = followList(saved)
  /** Messages to be written, by their ids. */
  const waiting = new Map<string, PlacedMessage>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let writtenAt = -Infinity
  let written = Promise.resolve()
  let isOver = false

  function write(removed: readonly string[] = []): void {
    clearTimeout(timer)
    timer = undefined
    writtenAt = performance.now()
    const put = [...waiting.values()].map((placed) =>
      parentOf ? { ...placed, parent: parentOf(placed.message.id) } : placed,
    )
    waiting.clear()
    written = storage.saveMessages(chatId, { put, remove: removed, ...(chat && { chat: chat() }) })
  }

  function flush(): Promise<void> {
    if (waiting.size > 0) write()
    return written
  }

  return {
    update(messages) {
      if (isOver) return
      const { placed, replaced, removed } = changesTo(messages)
      for (const id of removed) waiting.delete(id)
      for (const one of [...placed, ...replaced]) waiting.set(one.message.id, one)

      const isGrowth = replaced.every(({ message }) => isUnfinished(message))
      const isUrgent = removed.length > 0 || placed.length > 0 || !isGrowth
      // It looks at the clock itself, as timers of hidden pages may ring once a minute.
      const rest = writtenAt + interval - performance.now()
      if (isUrgent) write(removed)
      else if (waiting.size > 0 && rest <= 0) write()
      // The last words before a pause are not followed by another update.
      else if (waiting.size > 0) timer ??= setTimeout(write, rest)
    },
    flush,
    dispose() {
      isOver = true
      return flush()
    },
  }
}
