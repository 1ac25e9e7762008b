import { useChatStream } from '../useChatStream.ts'
import { watched } from './watched.ts'

/** As `useChatStream`, shown in Vue Devtools. */
export const useWatchedChatStream = watched(useChatStream)
