import type { Ref } from 'vue'
import type { ChatMessage } from '../../core/index.ts'
import type { Branches } from './branches/createBranches.ts'
import { mergeMessages } from './mergeMessages.ts'
import type { ChatSettings } from '../../model/index.ts'
import type { ChatPatch, ChatRow, ChatStorage, PlacedMessage } from '../storage/chatStorage.ts'
import { createHistoryWriter, type HistoryWriter } from '../storage/queue/createHistoryWriter.ts'

/** One conversation in storage: what is written of it here, and what other tabs wrote. */
export interface ChatHistory {
  /** Its first question was asked: from now on it is stored. */
  begin(createdAt: number, settings: ChatSettings | undefined): void
  /** Writes what changed: what is new or over at once, a growing answer once in a while. */
  update(): void
  /** Writes at once what is not written yet. */
  flush(): Promise<void>
  /** Writes everything, and that it changed. */
  finish(): Promise<void>
  keepDraft(text: string): void
  /** Writes which branch is open. */
  keepLeaf(): void
  /**
   * Brings what is stored, and opens the branch in which something new was asked.
   *
   * @param isWanted asked when it was read, as it may be out of date then
   */
  refresh(isWanted: () => boolean): Promise<void>
  /** @param branch whether the branch with what is new is opened, or the one that is shown stays open */
  refreshIfChanged(branch: 'newest' | 'shown'): Promise<void>
  dispose(): void
}

/** What is shown of a conversation, and how it stands in storage. */
export interface ShownChat {
  readonly title: Ref<string>
  /** The branch that is shown. */
  readonly messages: Ref<readonly ChatMessage[]>
  readonly branches: Branches
  /** The messages as they were read. */
  readonly saved: readonly PlacedMessage[]
  /** The state that was read, by the time at which it was stored; undefined where it was not. */
  readonly updatedAt: number | undefined
}

/** @param here its messages change by a refresh; its title by that of the list, which knows what was renamed since */
export function createChatHistory(storage: ChatStorage, id: string, here: ShownChat): ChatHistory {
  const { branches } = here
  let writer = createWriter(here.saved)
  let known = here.updatedAt
  let writtenLeaf = branches.leaf()

  function createWriter(saved: readonly PlacedMessage[]): HistoryWriter {
    return createHistoryWriter(storage, id, { saved, chat: leafPatch, parentOf: branches.parentOf })
  }

  function leafPatch(): ChatPatch {
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
    known = row.updatedAt
    const merged = mergeMessages(
      branches.all(),
      stored.map(({ message }) => message),
    )
    // Of an answer that grows, what is here may be more than what is stored.
    const saved = stored.map(({ message, ...place }, index) => ({
      ...place,
      message: message.outcome === undefined ? message : (merged[index] ?? message),
    }))
    void writer.dispose()
    writer = createWriter(saved)
    const leaf = branch === 'newest' ? row.leaf : undefined
    here.messages.value = branches.replace(stored, merged, leaf)
  }

  return {
    begin(createdAt, settings) {
      known = createdAt
      const title = here.title.value
      void storage.patchChat(id, { title, createdAt, updatedAt: createdAt, settings })
    },
    update: () => writer.update(branches.all()),
    flush: () => writer.flush(),
    async finish() {
      known = Date.now()
      await Promise.all([writer.flush(), storage.patchChat(id, { updatedAt: known })])
    },
    keepDraft(text) {
      // It comes into being with its first question.
      if (here.title.value !== '') void storage.patchChat(id, { draft: text })
    },
    keepLeaf() {
      const patch = leafPatch()
      if (patch.leaf !== undefined) void storage.patchChat(id, patch)
    },
    refresh: (isWanted) => refresh(isWanted),
    async refreshIfChanged(branch) {
      // A new one is nowhere else.
      if (known === undefined || here.messages.value.length === 0) return
      const row = await readRow()
      if (row && row.updatedAt !== known) await refresh(() => true, branch)
    },
    dispose: () => void writer.dispose(),
  }
}
