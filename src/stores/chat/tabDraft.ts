import { keepTabText, readTabText } from '../storage/siteData.ts'

/** Of the conversation in which nothing was asked yet: its id changes with every load. */
export const NEW_CHAT = 'new'
/** What that conversation is to tell the model, as JSON. */
export const NEW_CHAT_SETTINGS = 'new.settings'

const keyOf = (chat: string) => `vue-chat-stream:draft:${chat}`

/**
 * Keeps what is typed in a chat, at once and for this tab alone: a page that goes away has no time to write
 * into a database.
 */
export function keepTabDraft(chat: string, text: string): void {
  keepTabText(keyOf(chat), text)
}

/** What was typed in a chat in this tab; undefined where nothing was. */
export function readTabDraft(chat: string): string | undefined {
  return readTabText(keyOf(chat))
}
