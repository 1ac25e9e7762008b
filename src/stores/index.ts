export { useDraftFiles } from './attachments/useDraftFiles.ts'
export { createBranches } from './chat/branches/createBranches.ts'
export type { Chat } from './chat/chat.ts'
export { useChats } from './chats/chats.ts'
export { APIS, isApiName, isServerName, isTextPath } from './connections/apis.ts'
export { type Defaults, isStreamUrl, isTransportName } from './connections/connection.ts'
export { useServer } from './connections/useServer.ts'
export type { SearchableChat, SearchHit } from './search/createChatSearch.ts'
export { createPauses } from './search/createPauses.ts'
export { foldText } from './search/foldText.ts'
export { matchRanges } from './search/matchRanges.ts'
export type { SearchText } from './search/searchTexts.ts'
export { ANNOUNCEMENTS, useSettings } from './settings/settings.ts'
export { useHistoryStorage } from './storage/historyStorage.ts'
export { isLockTaken, takeLock } from './tabs/webLock.ts'
export { useChatTransfer } from './transfer/chatTransfer.ts'
export { LARGEST_FILE } from './transfer/format.ts'
export { readChatFile } from './transfer/readChatFile.ts'
export { toChatFile } from './transfer/toChatFile.ts'
export { toPlaced, type TransferredChat } from './transfer/transferredChat.ts'
export * from './onDemand.ts'
export { persistedValue } from './settings/persistedRef.ts'
export {
  askForNotifications,
  createNotification,
  getNotificationPermission,
  hasServiceWorkers,
  registerWorker,
} from './storage/siteData.ts'
export { useUnfinishedDrawings } from './chat/unfinishedDrawings.ts'
