import { watch, type Ref } from 'vue'
import type { UseChatStreamReturn } from '../../composables/index.ts'
import type { ChatMessage } from '../../core/index.ts'
import type { ChatLeadership } from '../tabs/chatLeadership.ts'
import type { ChatSync } from '../tabs/chatSync.ts'
import type { Branches } from './branches/createBranches.ts'
import type { ChatHistory } from './chatHistory.ts'
import type { ChatHost } from './chatHost.ts'
import type { ChatStatusRefs } from './chatStatus.ts'

export interface ShareChangesHost extends Pick<ChatHost, 'post' | 'onAnswerChange'> {
  readonly chatId: string
  readonly messages: Ref<readonly ChatMessage[]>
  readonly branches: Branches
  readonly stream: Pick<UseChatStreamReturn, 'status' | 'queue'>
  readonly status: ChatStatusRefs
  readonly history: ChatHistory
  readonly leadership: ChatLeadership
  readonly sync: ChatSync
}

/**
 * Applies every change of the messages to the branches. In the leader, also writes it to storage and posts it
 * to the other tabs. Ends with the current effect scope.
 */
export function shareChanges(host: ShareChangesHost): void {
  const { chatId, messages, branches, stream, status, history, leadership, sync, post } = host
  watch(
    messages,
    (list, before) => {
      branches.follow(list)
      if (!leadership.isLeading()) return
      history.update()
      const [last, lastBefore] = [list.at(-1), before.at(-1)]
      // Write the run at once: without it, the run cannot be found again after a reload. Text may wait.
      if (last?.run !== lastBefore?.run) void history.flush()
      if (list.length === before.length && last && last.id === lastBefore?.id) {
        sync.postDelta(last, lastBefore)
        if (last.role === 'assistant') host.onAnswerChange(chatId, last)
      } else void history.flush().then(() => post({ type: 'changed', chatId }))
    },
    { flush: 'sync' },
  )
  watch(
    [stream.status, stream.queue],
    () => {
      status.showEnding()
      if (leadership.isLeading()) sync.postState(stream.status.value, stream.queue.value)
    },
    { flush: 'sync' },
  )
}
