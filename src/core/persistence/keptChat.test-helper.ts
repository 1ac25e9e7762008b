import { onTestFinished } from 'vitest'
import type { ChatStreamError } from '../errors.ts'
import type { ChatMessage } from '../messageTypes.ts'
import type { ChatPersistence, ChatSnapshot } from './chatPersistence.ts'
import { keepChat, type ChatKeeper, type KeptChat } from './keepChat.ts'

/** Stores snapshots as JSON in this process. */
export function createMemory() {
  const stored = new Map<string, string>()
  const saves: ChatSnapshot[] = []
  const persistence: ChatPersistence = {
    load: (id) => {
      const text = stored.get(id)
      return text && (JSON.parse(text) as unknown)
    },
    save(id, snapshot) {
      saves.push(snapshot)
      stored.set(id, JSON.stringify(snapshot))
    },
    remove: (id) => void stored.delete(id),
  }
  const messages = (id = 'mine') =>
    (JSON.parse(stored.get(id) ?? '{"messages":[]}') as ChatSnapshot).messages
  return { stored, saves, persistence, messages }
}

export interface TestTab extends ChatKeeper {
  messages(): readonly ChatMessage[]
  /** Changes the messages, as a chat does while an answer streams. */
  set(messages: readonly ChatMessage[], isUrgent?: boolean): void
  isIdle: boolean
  readonly errors: (ChatStreamError | undefined)[]
}

/** Opens a chat in a new tab. */
export async function openTab(
  persistence: ChatPersistence,
  { id = 'mine', initial = [] }: { id?: string; initial?: readonly ChatMessage[] } = {},
): Promise<TestTab> {
  let list = initial
  const keepers: ChatKeeper[] = []
  const errors: (ChatStreamError | undefined)[] = []
  const tab = {
    errors,
    isIdle: true,
    messages: () => list,
    changed: (isUrgent: boolean) => keepers[0]?.changed(isUrgent),
    close: () => keepers[0]?.close(),
    set(messages: readonly ChatMessage[], isUrgent = false) {
      list = messages
      keepers[0]?.changed(isUrgent)
    },
  }
  const chat: KeptChat = {
    id,
    persistence,
    getMessages: () => list,
    setMessages: (messages) => tab.set(messages),
    isIdle: () => tab.isIdle,
    onError: (error) => errors.push(error),
  }
  keepers.push(await keepChat(chat))
  onTestFinished(tab.close)
  return tab
}
