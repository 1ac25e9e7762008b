import type { ChatStatus } from '../../core/index.ts'
import type { QuestionInput } from '../chat/questionInput.ts'
import type { MessageDelta } from './messageDelta.ts'
import { openChannel, postTo } from '../storage/siteData.ts'

/** A question in the leader's queue, with the id that its message will have. */
export interface QueuedQuestion extends QuestionInput {
  readonly id: string
}

/** A message between the tabs of one browser. */
export type TabMessage =
  /** The stored data of this chat changed, or was removed. */
  | { readonly type: 'changed'; readonly chatId: string }
  | { readonly type: 'removed'; readonly chatId: string }
  /** From the leader: its status, and the questions in its queue. */
  | {
      readonly type: 'state'
      readonly chatId: string
      readonly status: ChatStatus
      readonly queue: readonly QueuedQuestion[]
    }
  /** From the leader: the next piece of its answer. */
  | { readonly type: 'growth'; readonly chatId: string; readonly growth: MessageDelta }
  /** To the leader of this chat, or without `chatId` to all leaders: post the state and the whole answer. */
  | { readonly type: 'ask-state'; readonly chatId?: string | undefined }
  /** To the leader: a question for its queue. The leader confirms it with `taken`. */
  | {
      readonly type: 'send'
      readonly chatId: string
      readonly asking: QuestionInput
      readonly nonce: string
    }
  | { readonly type: 'taken'; readonly chatId: string; readonly nonce: string }
  /** To the leader: stop the answer. */
  | { readonly type: 'stop'; readonly chatId: string }

export interface TabChannel {
  post(message: TabMessage): void
  /** Closes the channel: a browser discards a page with an open channel from its back/forward cache. */
  close(): void
  /** Opens the channel again. */
  open(): void
}

/** The number increases with every change of `TabMessage`, so that tabs of different versions ignore each other. */
const NAME = 'vue-chat-stream:2'

/** Opens the channel. If the browser has none, this tab works as if no other tab existed. */
export function openTabChannel(onMessage: (message: TabMessage) => void): TabChannel {
  let channel: BroadcastChannel | undefined

  function open(): void {
    channel ??= openChannel(NAME)
    if (!channel) return
    // Not validated: only pages of this origin and version can post to this channel.
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
