import { readMessage } from '../storage/rows/readMessage.ts'
import { readChatRow } from '../storage/rows/chatRow.ts'
import { FORMAT, VERSION } from './format.ts'
import { toJsonData } from './jsonData.ts'
import type { TransferredChat, TransferredMessage } from './transferredChat.ts'

/**
 * Writes chats as JSON that `readChatFile` reads: see docs/chat-file.md.
 *
 * @param exportedAt - time of the export, in milliseconds since 1970
 */
export function toChatFile(chats: readonly TransferredChat[], exportedAt: number): string {
  const file = {
    format: FORMAT,
    version: VERSION,
    exportedAt: new Date(exportedAt).toISOString(),
    chats: chats.map((chat) => ({
      ...readChatRow(chat),
      messages: chat.messages.map(toPlainMessage).filter((message) => message !== undefined),
    })),
  }
  return JSON.stringify(file, undefined, 2)
}

/** Reads the message as storage does, so that messages in memory are exported exactly like stored ones. */
function toPlainMessage({ parent, ...value }: TransferredMessage): object | undefined {
  const message = readMessage(value)
  if (!message) return undefined
  const { usage, parts, metadata } = message
  return {
    ...message,
    parent,
    parts: parts.map((part) => {
      if (part.type === 'tool') return { ...part, output: toJsonData(part.output) }
      return part.type === 'data' ? { ...part, data: toJsonData(part.data) ?? null } : part
    }),
    metadata: metadata && toJsonData(metadata),
    usage: usage && { ...usage, raw: toJsonData(usage.raw) },
  }
}
