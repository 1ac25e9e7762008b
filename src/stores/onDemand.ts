/** Loads the search over all chats, which the first screen doesn't need. */
export const loadChatSearch = () => import('./search/chatSearch.ts')

/** Loads what attaches files to a draft, which the first screen doesn't need. */
export const loadDraftFiles = () => import('./attachments/useDraftFiles.ts')
