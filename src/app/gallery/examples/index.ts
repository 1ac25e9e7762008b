import type { Example } from '../example.ts'
import { answer } from './answer.ts'
import { chatParts } from './chats.ts'
import { conversation } from './conversation.ts'
import { files } from './files.ts'
import { settings } from './settings.ts'
import { storage } from './storage.ts'

/** Every component, by the part of the app that it belongs to. */
export const examples: Readonly<Record<string, readonly Example[]>> = {
  Conversation: conversation,
  Answer: answer,
  Files: files,
  Chats: chatParts,
  Settings: settings,
  Storage: storage,
}
