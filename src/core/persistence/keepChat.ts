import { ChatStreamError } from '../errors.ts'
import type { ChatMessage } from '../messageTypes.ts'
import type { ChatPersistence, ChatSnapshot } from './chatPersistence.ts'
import { endUnfinished } from './endUnfinished.ts'
import { fitMessages } from './fitMessages.ts'
import { mergeMessages } from './mergeMessages.ts'
import { readSnapshot } from './readSnapshot.ts'
import { createSaveSchedule } from './saveSchedule.ts'
import { openTabChannel } from './tabChannel.ts'
import { isPromise, updateStored } from './updateStored.ts'

/** A chat that is stored. */
export interface KeptChat {
  readonly id: string
  readonly persistence: ChatPersistence
  getMessages(): readonly ChatMessage[]
  setMessages(messages: readonly ChatMessage[]): void
  /** Returns whether no answer streams and no question waits, so that messages of another tab may be added. */
  isIdle(): boolean
  /** Called with each failure, and with undefined when the chat was stored again. */
  onError(error: ChatStreamError | undefined): void
}

/** Stores one chat while it changes. */
export interface ChatKeeper {
  /**
   * Call this after every change of the messages or the status. Its cost does not depend on the length of the chat,
   * unless a save is due.
   *
   * @param isUrgent saves at once, such as at the end of an answer
   */
  changed(isUrgent: boolean): void
  /** Saves what is not saved yet, and removes the listeners. */
  close(): void
}

/** The least time between two saves of a streaming answer, in milliseconds. */
const SAVE_INTERVAL = 1000

/** A longer chat is saved less often, so that saving takes a bounded part of the time. */
const BYTES_PER_MILLISECOND = 2000

const DEFAULT_MAX_BYTES = 20_000_000

/** When a page may be about to end. */
const END_EVENTS = ['pagehide', 'visibilitychange']

/**
 * Restores a stored chat, and stores it from then on: at the start and end of an answer at once, while an answer streams
 * at most once a second, and when the page is hidden or closed. Merges what other tabs store.
 *
 * @returns after the chat is restored. A storage that fails is reported, and the chat works without it
 */
export async function keepChat(chat: KeptChat): Promise<ChatKeeper> {
  const { id, persistence, getMessages, setMessages, onError } = chat
  const { maxBytes = DEFAULT_MAX_BYTES } = persistence
  /** The list that was saved or restored last, or whose save failed. */
  let savedList = getMessages()
  /** The messages that this tab saved or read last, by id. */
  let base: ReadonlyMap<string, ChatMessage> = new Map()
  let interval = SAVE_INTERVAL
  let isAdopting = false
  let isClosed = false
  const isSaved = () => getMessages() === savedList

  function setBase(list: readonly ChatMessage[]): void {
    savedList = list
    base = new Map(list.map((message) => [message.id, message]))
  }

  function report(action: 'load' | 'save', cause: unknown): void {
    const message = `Could not ${action} the chat \`${id}\`: ${String(cause)}. This page keeps its messages until it is closed.`
    onError(new ChatStreamError('storage', message, { cause }))
  }

  /** Changes the messages without saving them. */
  function adopt(messages: readonly ChatMessage[]): void {
    isAdopting = true
    setMessages(messages)
    isAdopting = false
    setBase(getMessages())
  }

  async function restore(): Promise<void> {
    try {
      const { messages, error } = readSnapshot(id, await persistence.load(id))
      if (messages.length > 0) adopt(endUnfinished(messages))
      if (error) onError(error)
    } catch (thrown) {
      report('load', thrown)
    }
    savedList = getMessages()
  }

  /** Shows what another tab stored. If an answer streams here, the next save merges it instead. */
  async function adoptStored(isCleared: boolean): Promise<void> {
    try {
      const stored = readSnapshot(id, isCleared ? undefined : await persistence.load(id))
      if (isClosed || !chat.isIdle()) return
      const mine = getMessages()
      const { messages } = isCleared ? stored : mergeMessages(mine, stored, base)
      if (messages !== mine) adopt(messages)
      // Another tab that wrote in the same moment replaced what this one had stored: store it again.
      if (isCleared || stored.messages.some((message) => message.id === mine.at(-1)?.id)) return
      savedList = mine.length > 0 ? [] : getMessages()
      schedule.changed(true)
    } catch (thrown) {
      report('load', thrown)
    }
  }

  /** Saves the chat now. Stays synchronous if the storage is. */
  function save(): PromiseLike<void> | undefined {
    let list = getMessages()
    let isCleared = false
    const change = (value: unknown): ChatSnapshot | undefined => {
      list = getMessages()
      isCleared = list.length === 0
      const merged = mergeMessages(list, readSnapshot(id, isCleared ? undefined : value), base)
      const { messages, size } = fitMessages(merged.messages, maxBytes)
      const { removed } = merged
      interval = SAVE_INTERVAL + size / BYTES_PER_MILLISECOND
      return isCleared
        ? undefined
        : { version: 1, savedAt: Date.now(), messages, ...(removed.length > 0 && { removed }) }
    }
    const onSaved = () => {
      setBase(list)
      onError(undefined)
      channel.post(isCleared)
    }
    const onFailed = (cause: unknown) => {
      // Don't try again before the next change: the storage may stay full.
      savedList = list
      report('save', cause)
    }
    try {
      const result = updateStored(persistence, id, change)
      if (isPromise(result)) return result.then(onSaved, onFailed)
      onSaved()
    } catch (thrown) {
      onFailed(thrown)
    }
    return undefined
  }

  /** Saves the chat even if a save is in progress, as the page may not live until that has ended. */
  function saveBeforeEnd(): PromiseLike<void> | undefined {
    return schedule.saving() || !isSaved() ? save() : undefined
  }

  const schedule = createSaveSchedule({ save, isSaved, getInterval: () => interval })
  await restore()
  const channel = openTabChannel(id, persistence, (isCleared) => void adoptStored(isCleared))
  for (const event of END_EVENTS) globalThis.addEventListener?.(event, saveBeforeEnd)

  return {
    changed(isUrgent) {
      if (!isAdopting) schedule.changed(isUrgent)
    },
    close() {
      isClosed = true
      schedule.stop()
      for (const event of END_EVENTS) globalThis.removeEventListener?.(event, saveBeforeEnd)
      const ending = saveBeforeEnd() ?? schedule.saving()
      if (ending) void ending.then(channel.close)
      else channel.close()
    },
  }
}
