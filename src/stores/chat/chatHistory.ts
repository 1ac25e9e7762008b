import type { Ref } from 'vue'
import type { ChatMessage } from '../../core/index.ts'
import type { Branches } from './branches/createBranches.ts'
import type { ChangeMessages } from './chatChange.ts'
import { mergeMessages } from './mergeMessages.ts'
import type { ChatSettings } from '../../model/index.ts'
import type { ChatPatch, ChatRow, ChatStorage, PlacedMessage } from '../storage/chatStorage.ts'
import { createHistoryWriter, type HistoryWriter } from '../storage/queue/createHistoryWriter.ts'

/** One chat in storage: writes what changes in this tab, and loads what other tabs wrote. */
export interface ChatHistory {
  /** Stores the chat. Called with its first question: before, the chat exists in this tab only. */
  begin(createdAt: number, settings: ChatSettings | undefined): void
  /**
   * Writes what changed: a message that is new or has ended at once, a growing answer from time to time.
   *
   * @param message the only message that changed, if that is known
   */
  update(message?: ChatMessage): void
  /** Writes at once what is not written yet. */
  flush(): Promise<void>
  /** Writes everything, and the time of the change. */
  finish(): Promise<void>
  saveDraft(text: string): void
  /** Stores which branch is shown. */
  saveLeaf(): void
  /**
   * Loads the stored messages, and opens the branch with a new one if there is any.
   *
   * @param isWanted called after the messages were read; if it returns false they are dropped, as they may be
   * out of date by then
   */
  refresh(isWanted: () => boolean): Promise<void>
  /**
   * Loads the stored messages if another tab changed them.
   *
   * @param branch `newest` opens the branch with what is new; `shown` keeps the branch that is shown
   */
  refreshIfChanged(branch: 'newest' | 'shown'): Promise<void>
  dispose(): void
}

/** A chat in this tab, and its state in storage. */
export interface ShownChat {
  readonly title: Ref<string>
  /** The messages of the shown branch. */
  readonly messages: Readonly<Ref<readonly ChatMessage[]>>
  readonly changeMessages: ChangeMessages
  readonly branches: Branches
  /** The messages as they were read from storage. */
  readonly saved: readonly PlacedMessage[]
  /** When the state that was read was stored; undefined if nothing was read. */
  readonly updatedAt: number | undefined
}

/**
 * @param chat a refresh changes its messages, but not its title: the list of chats has a newer title if the user
 * renamed the chat
 */
export function createChatHistory(storage: ChatStorage, id: string, chat: ShownChat): ChatHistory {
  const { branches } = chat
  let writer = createWriter(chat.saved)
  /** When the state that this tab knows was stored. */
  let knownUpdate = chat.updatedAt
  /** The leaf that was written last. */
  let writtenLeaf = branches.leaf()

  function createWriter(saved: readonly PlacedMessage[]): HistoryWriter {
    return createHistoryWriter(storage, id, {
      saved,
      chat: takeLeafPatch,
      parentOf: branches.parentOf,
    })
  }

  function takeLeafPatch(): ChatPatch {
    if (branches.leaf() === writtenLeaf) return {}
    writtenLeaf = branches.leaf()
    return { leaf: writtenLeaf }
  }

  async function readRow(): Promise<ChatRow | undefined> {
    return (await storage.readChats()).find((row) => row.id === id)
  }

  async function refresh(
    isWanted: () => boolean,
    branch: 'newest' | 'shown' = 'newest',
  ): Promise<void> {
    const row = await readRow()
    const stored = await storage.readMessages(id)
    if (!row || !isWanted()) return
    knownUpdate = row.updatedAt
    const merged = mergeMessages(
      branches.all(),
      stored.map(({ message }) => message),
    )
    // Don't treat an unfinished answer as stored in its merged state: that may be longer than the stored one.
    const saved = stored.map(({ message, ...place }, index) => ({
      ...place,
      message: message.outcome === undefined ? message : (merged[index] ?? message),
    }))
    void writer.dispose()
    writer = createWriter(saved)
    const leaf = branch === 'newest' ? row.leaf : undefined
    const shown = branches.replace(stored, merged, leaf)
    chat.changeMessages(shown, { type: 'replaced', reason: 'loaded' })
  }

  return {
    begin(createdAt, settings) {
      knownUpdate = createdAt
      const title = chat.title.value
      void storage.patchChat(id, { title, createdAt, updatedAt: createdAt, settings })
    },
    update: (message) => writer.update(branches.all(), message),
    flush: () => writer.flush(),
    async finish() {
      knownUpdate = Date.now()
      await Promise.all([writer.flush(), storage.patchChat(id, { updatedAt: knownUpdate })])
    },
    saveDraft(text) {
      // Before its first question the chat is not stored.
      if (chat.title.value !== '') void storage.patchChat(id, { draft: text })
    },
    saveLeaf() {
      const patch = takeLeafPatch()
      if (patch.leaf !== undefined) void storage.patchChat(id, patch)
    },
    refresh: (isWanted) => refresh(isWanted),
    async refreshIfChanged(branch) {
      // A new chat exists in this tab only.
      if (knownUpdate === undefined || chat.messages.value.length === 0) return
      const row = await readRow()
      if (row && row.updatedAt !== knownUpdate) await refresh(() => true, branch)
    },
    dispose: () => void writer.dispose(),
  }
}
