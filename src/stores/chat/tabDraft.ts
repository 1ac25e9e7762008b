import { keepTabText, readTabText } from '../storage/siteData.ts'

/** Stands for the new chat, the one without a question: its real id changes with every load of the page. */
export const NEW_CHAT = 'new'
/** Stands for the settings of the new chat, which are kept as JSON. */
export const NEW_CHAT_SETTINGS = 'new.settings'

const keyOf = (chatId: string) => `vue-chat-stream:draft:${chatId}`

/**
 * Keeps the draft of a chat at once, for this tab only: when the page is left there is no time to write to the
 * database.
 */
export function keepTabDraft(chatId: string, text: string): void {
  keepTabText(keyOf(chatId), text)
}

/** Returns the draft of a chat that this tab keeps; undefined if it keeps none. */
export function readTabDraft(chatId: string): string | undefined {
  return readTabText(keyOf(chatId))
}
