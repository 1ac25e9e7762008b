import { watch, type Ref } from 'vue'
import type { UseChatStreamReturn } from '../../composables/index.ts'
import type { ChatMessage } from '../../core/index.ts'
import type { ChatLeadership } from '../tabs/chatLeadership.ts'
import type { ChatSync } from '../tabs/chatSync.ts'
import type { Branches } from './branches/createBranches.ts'
import type { ChatChange } from './chatChange.ts'
import type { ChatHistory } from './chatHistory.ts'
import type { ChatHost } from './chatHost.ts'
import type { ChatStatusRefs } from './chatStatus.ts'

export interface ShareChangesHost extends Pick<ChatHost, 'post' | 'onAnswerChange'> {
  readonly chatId: string
  readonly messages: Readonly<Ref<readonly ChatMessage[]>>
  readonly branches: Branches
  readonly stream: Pick<UseChatStreamReturn, 'status' | 'queue'>
  readonly status: ChatStatusRefs
  readonly history: ChatHistory
  readonly leadership: ChatLeadership
  readonly sync: ChatSync
}

/**
 * Posts the status of the stream to the other tabs, until the current effect scope ends.
 *
 * @returns a function to call after every change of the messages. It applies the change to the branches. In the
 * leader, it also writes the change to storage and posts it to the other tabs
 */
export function shareChanges(host: ShareChangesHost): (change: ChatChange) => void {
  const { chatId, messages, branches, stream, status, history, leadership, sync, post } = host

  watch(
    [stream.status, stream.queue],
    () => {
      status.showEnding()
      if (leadership.isLeading()) sync.postState(stream.status.value, stream.queue.value)
    },
    { flush: 'sync' },
  )

  function shareState(message: ChatMessage, before: ChatMessage): void {
    history.update(message)
    // Write the run at once: without it, the run cannot be found again after a reload. Text may wait.
    if (message.run?.sessionId !== before.run?.sessionId) void history.flush()
    sync.postDelta(message, before)
    host.onAnswerChange(chatId, message)
  }

  return (change) => {
    if (change.type === 'replaced') branches.follow(messages.value)
    else branches.update(messages.value, change.message)
    if (!leadership.isLeading()) return
    if (change.type !== 'replaced') return shareState(change.message, change.before)
    history.update()
    // Only the last message changed: the other tabs need not load the stored ones.
    if (change.reason === 'resume') sync.postAnswer()
    else void history.flush().then(() => post({ type: 'changed', chatId }))
  }
}
