import { type ChatMessage, textOf } from '../../core/index.ts'
import { markTruncated } from '../chat/markTruncated.ts'
import { isUnfinished } from '../storage/rows/messageRow.ts'
import { readMessage } from '../storage/rows/readMessage.ts'
import type { TransferredChat } from './transferredChat.ts'

/** What is here already. */
export interface ChatsHere {
  /** `removed`: it is on its way out, and may still be brought back. */
  stateOf(id: string): 'here' | 'removed' | undefined
  messagesOf(id: string): Promise<readonly ChatMessage[]>
}

/** What an import would do: it adds, and changes nothing that is here. */
export interface ImportPlan {
  /** The chats to be added, under the ids that they get here. */
  readonly added: readonly TransferredChat[]
  /** How many of these stand beside a chat from which they differ. */
  readonly beside: number
  /** How many chats of the file are here already, with all that they say. */
  readonly known: number
  /** How many messages the file has, and how many of them are here already. */
  readonly messages: number
  readonly knownMessages: number
}

/**
 * Compares the chats of a file with those that are here. A chat that is here, with every message, is left out,
 * however much was added to it here since. One that says something else is added beside the one that is here,
 * under an id made of its own and the time of its last change: the same file again finds it here.
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
      // No page streams it any more, and the server that has the rest may be another one.
      const messages = chat.messages.map((one) => (isUnfinished(one) ? markTruncated(one) : one))
      added.push({ ...chat, id, messages })
    }
  }
  return { added, ...counts }
}

/** The id that a chat gets here; undefined where it was added before. */
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
  return messages.filter((message) => says(byId.get(message.id), message)).length
}

/** Whether what is here says all that a message of a file says. */
function says(here: ChatMessage | undefined, message: ChatMessage): boolean {
  if (!here) return false
  // The file was written while it streamed.
  if (isUnfinished(message)) return textOf(here).startsWith(textOf(message))
  return fingerprint(here) === fingerprint(message)
}

/** The same for messages that say the same, as their fields are read in one order. */
function fingerprint(message: ChatMessage): string {
  const { role, parts, outcome } = readMessage(message) ?? message
  return JSON.stringify([role, parts, outcome])
}
