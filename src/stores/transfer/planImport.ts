import { type ChatMessage, textOf } from '../../core/index.ts'
import { markTruncated } from '../chat/markTruncated.ts'
import { isUnfinished } from '../storage/rows/messageRow.ts'
import { readMessage } from '../storage/rows/readMessage.ts'
import type { TransferredChat } from './transferredChat.ts'

/** The chats that exist in this browser. */
export interface ChatsHere {
  /** Returns the state of a chat. `removed`: it is being removed, and the user may still undo that. */
  stateOf(id: string): 'here' | 'removed' | undefined
  messagesOf(id: string): Promise<readonly ChatMessage[]>
}

/** Result of planning an import, which adds chats and never changes existing ones. */
export interface ImportPlan {
  /** The chats to add, with the ids that they get here. */
  readonly added: readonly TransferredChat[]
  /** How many of them are added as a second chat, because an existing chat with the same id differs. */
  readonly beside: number
  /** How many chats of the file exist here already, with all their messages. */
  readonly known: number
  /** How many messages the file has, and how many of them exist here already. */
  readonly messages: number
  readonly knownMessages: number
}

/**
 * Compares the chats of a file with the existing ones. A chat is skipped if all its messages exist here, even
 * if messages were added to it here since. A chat that differs is added beside the existing one. Its new id
 * consists of its own id and the time of its last change, so that importing the same file again finds it.
 */
export async function planImport(
  chats: readonly TransferredChat[],
  here: ChatsHere,
): Promise<ImportPlan> {
  const added: TransferredChat[] = []
  const counts = { beside: 0, known: 0, messages: 0, knownMessages: 0 }

  for (const chat of chats) {
    const isHere = here.stateOf(chat.id) === 'here'
    const known = isHere ? countKnown(chat.messages, await here.messagesOf(chat.id)) : 0
    counts.messages += chat.messages.length
    counts.knownMessages += known
    const id = isHere && known === chat.messages.length ? undefined : freeId(chat, here)
    if (id === undefined) counts.known += 1
    else {
      if (isHere) counts.beside += 1
      // No page streams this answer any more, and its session may belong to another server, so the rest cannot
      // be fetched.
      const messages = chat.messages.map((one) => (isUnfinished(one) ? markTruncated(one) : one))
      added.push({ ...chat, id, messages })
    }
  }
  return { added, ...counts }
}

/** Returns the id that a chat gets here; undefined if it was imported before. */
function freeId({ id, updatedAt }: TransferredChat, here: ChatsHere): string | undefined {
  if (here.stateOf(id) === undefined) return id
  const copy = `${id}.${updatedAt.toString(36)}`
  let candidate = copy
  for (let count = 2; here.stateOf(candidate) === 'removed'; count += 1) {
    candidate = `${copy}.${count}`
  }
  return here.stateOf(candidate) === 'here' ? undefined : candidate
}

function countKnown(messages: readonly ChatMessage[], here: readonly ChatMessage[]): number {
  const byId = new Map(here.map((message) => [message.id, message]))
  return messages.filter((message) => hasContentOf(byId.get(message.id), message)).length
}

/** Returns whether an existing message has all the content of a message in a file. */
function hasContentOf(here: ChatMessage | undefined, message: ChatMessage): boolean {
  if (!here) return false
  // The file was written while the answer was streaming.
  if (isUnfinished(message)) return textOf(here).startsWith(textOf(message))
  return fingerprint(here) === fingerprint(message)
}

/** Returns the same text for messages with the same content: `readMessage` puts their fields into one order. */
function fingerprint(message: ChatMessage): string {
  const { role, parts, outcome } = readMessage(message) ?? message
  return JSON.stringify([role, parts, outcome])
}
