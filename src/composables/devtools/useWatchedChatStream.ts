import { useChatStream } from '../useChatStream.ts'
import { withDevtools } from './withDevtools.ts'

/** Works like `useChatStream`, and shows the chat in Vue Devtools. */
export const useWatchedChatStream = withDevtools(useChatStream)
