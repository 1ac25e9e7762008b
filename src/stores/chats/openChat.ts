import { dropTabText, keepTabText, readTabText } from '../storage/siteData.ts'

const KEY = 'vue-chat-stream:open'

/** Remembers which chat is open, for this tab alone, through reloads. */
export function rememberOpenChat(id: string | undefined): void {
  if (id === undefined) dropTabText(KEY)
  else keepTabText(KEY, id)
}

export function lastOpenChat(): string | undefined {
  return readTabText(KEY)
}
