import { shallowRef, type ShallowRef } from 'vue'
import type { ChatPatch, ChatRow, ChatStorage } from '../storage/chatStorage.ts'

/** The chats that are stored, without their messages, as the list shows them. */
export interface ChatRows {
  readonly all: Readonly<ShallowRef<readonly ChatRow[]>>
  find(id: string): ChatRow | undefined
  /** Reads what is stored, by this tab and by others. */
  refresh(): Promise<void>
  /** Changes some fields: here at once, then in storage and so in the other tabs. */
  change(id: string, patch: ChatPatch): Promise<void>
  /** Shows it no more. */
  drop(id: string): void
}

export interface ChatRowsHost {
  readonly storage: Pick<ChatStorage, 'readChats' | 'patchChat'>
  /** Whether it is shown: one that can still be brought back is stored, and not shown. */
  isShown(id: string): boolean
  /** Something of it is stored now. */
  onChange(id: string): void
}

export function createChatRows({ storage, isShown, onChange }: ChatRowsHost): ChatRows {
  const all = shallowRef<readonly ChatRow[]>([])
  /** How often something changed here, by which a reading knows that it is out of date. */
  let changes = 0

  const find = (id: string) => all.value.find((row) => row.id === id)

  async function refresh(): Promise<void> {
    let seen: number
    let read: readonly ChatRow[]
    do {
      seen = changes
      read = await storage.readChats()
    } while (seen !== changes)
    all.value = read.filter(({ id }) => isShown(id))
  }

  async function change(id: string, patch: ChatPatch): Promise<void> {
    changes += 1
    const isKnown = find(id) !== undefined
    if (isKnown) all.value = all.value.map((row) => (row.id === id ? { ...row, ...patch } : row))
    await storage.patchChat(id, patch)
    // It came into being by its first question, in this tab.
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
