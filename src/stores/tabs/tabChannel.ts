import type { ChatStatus } from '../../core/index.ts'
import type { QuestionInput } from '../chat/questionInput.ts'
import type { MessageDelta } from './messageDelta.ts'
import { openChannel, postTo } from '../storage/siteData.ts'

/** A question that waits for its turn, under the id that its message will have. */
export interface QueuedQuestion extends QuestionInput {
  readonly id: string
}

/** What the tabs of one browser tell each other of their chats. */
export type TabMessage =
  /** What is stored of this chat changed; it may be gone. */
  | { readonly type: 'changed'; readonly chatId: string }
  | { readonly type: 'removed'; readonly chatId: string }
  /** From the tab in which a chat streams: how it stands, and the questions that wait. */
  | {
      readonly type: 'state'
      readonly chatId: string
      readonly status: ChatStatus
      readonly queue: readonly QueuedQuestion[]
    }
  /** From the same: how its answer grew. */
  | { readonly type: 'growth'; readonly chatId: string; readonly growth: MessageDelta }
  /** Whoever streams this chat, or any where none is named, shall tell its state and all of its answer. */
  | { readonly type: 'ask-state'; readonly chatId?: string | undefined }
  /** To the tab in which a chat streams: a question for its queue. It answers with `taken`. */
  | {
      readonly type: 'send'
      readonly chatId: string
      readonly asking: QuestionInput
      readonly nonce: string
    }
  | { readonly type: 'taken'; readonly chatId: string; readonly nonce: string }
  /** To the same: its answer shall be stopped. */
  | { readonly type: 'stop'; readonly chatId: string }

export interface TabChannel {
  post(message: TabMessage): void
  /** A page in the back/forward cache must have none open, or it is thrown away. */
  close(): void
  /** Opens it again. */
  open(): void
}

/** Changes with every change of the messages, so that tabs of different versions leave each other alone. */
const NAME = 'vue-chat-stream:2'

/** Opens the channel; where there are none, this tab is alone for all it knows. */
export function openTabChannel(onMessage: (message: TabMessage) => void): TabChannel {
  let channel: BroadcastChannel | undefined

  function open(): void {
    channel ??= openChannel(NAME)
    if (!channel) return
    // Pages of this origin and version alone can post here.
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => onMessage(data)
  }
  open()
  return {
    open,
    post: (message) => channel && postTo(channel, message),
    close() {
      channel?.close()
      channel = undefined
    },
  }
}
