import type { ChatMessage } from '../../../core/index.ts'
import { checkDelay } from './checkDelay.ts'
import type { ChatPatch, ChatStorage, PlacedMessage } from '../chatStorage.ts'
import { followList } from './listChanges.ts'
import { isUnfinished } from '../rows/messageRow.ts'

export interface HistoryWriterOptions {
  /**
   * The stored messages, which the first `update` is compared with.
   *
   * @default none
   */
  readonly saved?: readonly PlacedMessage[]
  /**
   * The longest time for which the new text of a streaming answer stays unwritten, in milliseconds, from 0.
   *
   * @default 750
   */
  readonly interval?: number
  /**
   * Returns the changes of the chat itself, written in the same transaction as its messages.
   *
   * @example () => ({ updatedAt: Date.now() })
   * @default no changes
   */
  readonly chat?: () => ChatPatch
  /**
   * Returns the id of the message that the given one follows; null if it begins the chat.
   *
   * @default parents are not written, and each message follows the one before it
   */
  readonly parentOf?: (id: string) => string | null
}

/** Writes the messages of one chat as they change. */
export interface HistoryWriter {
  /**
   * Writes the changes of the list. Call it at every change, even once per frame. Messages that did not change
   * must be the same objects as before.
   *
   * @param changed the only message with a new state, if the caller knows it: the list is not compared with the
   * previous one then
   */
  update(messages: readonly ChatMessage[], changed?: ChatMessage): void
  /**
   * Writes pending changes immediately. Call it when the page is hidden or closed. Resolves when they are
   * stored, or held in memory because they cannot be stored.
   */
  flush(): Promise<void>
  /** Writes pending changes; later calls of `update` do nothing. */
  dispose(): Promise<void>
}

/**
 * Creates the writer of a chat. It writes new, finished and removed messages immediately, and a streaming
 * answer every `interval` milliseconds.
 *
 * The chat must exist already: see `ChatStorage.patchChat`.
 *
 * @throws {ChatStreamError} `argument` if an option is invalid
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
  /** Messages that wait to be written, by their ids. */
  const waiting = new Map<string, PlacedMessage>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let writtenAt = -Infinity
  let written = Promise.resolve()
  let isDisposed = false

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
    update(messages, changed) {
      if (isDisposed) return
      const { placed, replaced, removed } = changesTo(messages, changed)
      for (const id of removed) waiting.delete(id)
      for (const one of [...placed, ...replaced]) waiting.set(one.message.id, one)

      const isGrowth = replaced.every(({ message }) => isUnfinished(message))
      const isUrgent = removed.length > 0 || placed.length > 0 || !isGrowth
      // Compare with the clock instead of relying on the timer: in a hidden page timers may fire only once a
      // minute.
      const rest = writtenAt + interval - performance.now()
      if (isUrgent) write(removed)
      else if (waiting.size > 0 && rest <= 0) write()
      // No `update` follows the last text before a pause, so a timer has to write it.
      else if (waiting.size > 0) timer ??= setTimeout(write, rest)
    },
    flush,
    dispose() {
      isDisposed = true
      return flush()
    },
  }
}
