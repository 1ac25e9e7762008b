import type { Ref } from 'vue'
import type { ChatMessage } from '../core/index.ts'
import { mergeMessages } from './mergeMessages.ts'
import type { ChatRow, ChatStorage, PlacedMessage } from './storage/chatStorage.ts'
import { createHistoryWriter } from './storage/createHistoryWriter.ts'

/** One conversation in storage: what is written of it here, and what other tabs wrote. */
export interface ConversationHistory {
  /** Its first question was asked: from now on it is stored. */
  begin(createdAt: number): void
  /** Writes what changed: what is new or over at once, a growing answer once in a while. */
  update(messages: readonly ChatMessage[]): void
  /** Writes at once what is not written yet. */
  flush(): Promise<void>
  /** Writes everything, and that it changed. */
  finish(): Promise<void>
  keepDraft(text: string): void
  /** @param isWanted asked when it was read, as it may be out of date then */
  refresh(isWanted: () => boolean): Promise<void>
  refreshIfChanged(): Promise<void>
  dispose(): void
}

/** What is shown of a conversation, and how it stands in storage. */
export interface ShownConversation {
  readonly title: Ref<string>
  readonly messages: Ref<readonly ChatMessage[]>
  /** The messages as they were read. */
  readonly saved: readonly PlacedMessage[]
  /** The state that was read, by the time at which it was stored; undefined where it was not. */
  readonly updatedAt: number | undefined
}

/** @param here its title and messages change by a refresh */
export function createConversationHistory(
  storage: ChatStorage,
  id: string,
  here: ShownConversation,
): ConversationHistory {
  let writer = createHistoryWriter(storage, id, { saved: here.saved })
  let known = here.updatedAt

  async function readRow(): Promise<ChatRow | undefined> {
    return (await storage.readChats()).find((row) => row.id === id)
  }

  async function refresh(isWanted: () => boolean): Promise<void> {
    const row = await readRow()
    const stored = await storage.readMessages(id)
    if (!row || !isWanted()) return
    known = row.updatedAt
    here.title.value = row.title
    const merged = mergeMessages(
      here.messages.value,
      stored.map(({ message }) => message),
    )
    // Of an answer that grows, what is here may be more than what is stored.
    const saved = stored.map(({ position, message }, index) => ({
      position,
      message: message.outcome === undefined ? message : (merged[index] ?? message),
    }))
    void writer.dispose()
    writer = createHistoryWriter(storage, id, { saved })
    here.messages.value = merged
  }

  return {
    begin(createdAt) {
      known = createdAt
      void storage.patchChat(id, { title: here.title.value, createdAt, updatedAt: createdAt })
    },
    update: (messages) => writer.update(messages),
    flush: () => writer.flush(),
    async finish() {
      known = Date.now()
      await Promise.all([writer.flush(), storage.patchChat(id, { updatedAt: known })])
    },
    keepDraft(text) {
      // It comes into being with its first question.
      if (here.title.value !== '') void storage.patchChat(id, { draft: text })
    },
    refresh,
    async refreshIfChanged() {
      // A new one is nowhere else.
      if (known === undefined || here.messages.value.length === 0) return
      const row = await readRow()
      if (row && row.updatedAt !== known) await refresh(() => true)
    },
    dispose: () => void writer.dispose(),
  }
}
