import { dropTabText, keepTabText, readTabText } from '../storage/siteData.ts'

const KEY = 'vue-chat-stream:open'

/** Remembers through reloads which chat is open, for this tab only. */
export function rememberOpenChat(id: string | undefined): void {
  if (id === undefined) dropTabText(KEY)
  else keepTabText(KEY, id)
}

/** Returns the id of the chat that was open in this tab. */
export function lastOpenChat(): string | undefined {
  return readTabText(KEY)
}
