import { shallowRef, type ShallowRef } from 'vue'
import type { ChatPatch, ChatRow, ChatStorage } from '../storage/chatStorage.ts'

/** The stored chats without their messages, for the list. */
export interface ChatRows {
  readonly all: Readonly<ShallowRef<readonly ChatRow[]>>
  find(id: string): ChatRow | undefined
  /** Reads all rows again, as other tabs may have changed them. */
  refresh(): Promise<void>
  /** Changes some fields: at once in this tab, then in storage and in the other tabs. */
  change(id: string, patch: ChatPatch): Promise<void>
  /** Removes a row from the list, but not from storage. */
  drop(id: string): void
}

export interface ChatRowsHost {
  readonly storage: Pick<ChatStorage, 'readChats' | 'patchChat'>
  /** Returns whether the list shows a chat. A removed chat that can be restored is stored, but not shown. */
  isShown(id: string): boolean
  /** Called when a change is stored. */
  onChange(id: string): void
}

export function createChatRows({ storage, isShown, onChange }: ChatRowsHost): ChatRows {
  const all = shallowRef<readonly ChatRow[]>([])
  /** Counts the changes in this tab, so that a read that began before a change is repeated. */
  let changes = 0

  const find = (id: string) => all.value.find((row) => row.id === id)

  async function refresh(): Promise<void> {
    let changesBefore: number
    let stored: readonly ChatRow[]
    do {
      changesBefore = changes
      stored = await storage.readChats()
    } while (changesBefore !== changes)
    all.value = stored.filter(({ id }) => isShown(id))
  }

  async function change(id: string, patch: ChatPatch): Promise<void> {
    changes += 1
    const isKnown = find(id) !== undefined
    if (isKnown) all.value = all.value.map((row) => (row.id === id ? { ...row, ...patch } : row))
    await storage.patchChat(id, patch)
    // The chat was created by its first question, in this tab.
    if (!isKnown) await refresh()
    onChange(id)
  }

  return {
    all,
    find,
    refresh,
    change,
    drop(id) {
      changes += 1
      all.value = all.value.filter((row) => row.id !== id)
    },
  }
}
