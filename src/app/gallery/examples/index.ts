import type { Example } from '../example.ts'
import { answer } from './answer.ts'
import { chatParts } from './chats.ts'
import { files } from './files.ts'
import { settings } from './settings.ts'
import { storage } from './storage.ts'
import { thread } from './thread.ts'

/** Every component, grouped by part of the app. */
export const examples: Readonly<Record<string, readonly Example[]>> = {
  Thread: thread,
  Answer: answer,
  Files: files,
  Chats: chatParts,
  Settings: settings,
  Storage: storage,
}
