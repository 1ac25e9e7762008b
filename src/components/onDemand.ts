/**
 * Components that the first screen doesn't need. Each call returns a chunk of its own, so import them only
 * through these functions.
 */
export const loadAnswerReader = () => import('./a11y/AnswerReader.vue')
export const loadConfigNotice = () => import('./notices/ConfigNotice.vue')
export const loadDropTarget = () => import('./composer/DropTarget.vue')
export const loadNoticeToast = () => import('./notices/NoticeToast.vue')
export const loadPlainChatNotice = () => import('./notices/PlainChatNotice.vue')
export const loadSearchResults = () => import('./sidebar/SearchResults.vue')
export const loadSettingsDialog = () => import('./dialogs/SettingsDialog.vue')
