import { keepTabText, readTabText } from '../storage/siteData.ts'

/** Key of the draft of the new chat, which has no question. Its id changes with every load of the page. */
export const NEW_CHAT = 'new'
/** Key of the settings of the new chat, as JSON. */
export const NEW_CHAT_SETTINGS = 'new.settings'

const keyOf = (chatId: string) => `vue-chat-stream:draft:${chatId}`

/**
 * Keeps the draft of a chat at once, for this tab only: writing to the database would take too long when the
 * page is left.
 */
export function keepTabDraft(chatId: string, text: string): void {
  keepTabText(keyOf(chatId), text)
}

/** Returns the draft of a chat that this tab keeps; undefined if it keeps none. */
export function readTabDraft(chatId: string): string | undefined {
  return readTabText(keyOf(chatId))
}
