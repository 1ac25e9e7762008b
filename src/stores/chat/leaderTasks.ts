import type { Ref } from 'vue'
import type { ChatStatus } from '../../core/index.ts'
import type { ChatLeadership } from '../tabs/chatLeadership.ts'
import type { ChatSync } from '../tabs/chatSync.ts'
import type { TabMessage } from '../tabs/tabChannel.ts'
import type { ChatHistory } from './chatHistory.ts'
import type { StreamOpener } from './streamOpener.ts'

/** Whether a task ran in this tab. `elsewhere`: it did not, as another tab leads the chat. */
export type TaskResult = 'done' | 'elsewhere'

/** Runs tasks that only the leader of a chat may do. This tab leads as long as any task runs. */
export interface LeaderTasks {
  isRunning(): boolean
  /**
   * Runs a task as the leader. Loads what other tabs stored before the task, and stores what the task changed
   * before another tab can lead.
   *
   * @returns `elsewhere` if the task did not run, as another tab leads
   */
  run(task: () => Promise<unknown>): Promise<TaskResult>
}

export interface LeaderTasksHost {
  readonly chatId: string
  readonly leadership: ChatLeadership
  readonly history: ChatHistory
  readonly opener: StreamOpener
  readonly sync: ChatSync
  readonly status: Readonly<Ref<ChatStatus>>
  post(message: TabMessage): void
}

export function createLeaderTasks(host: LeaderTasksHost): LeaderTasks {
  const { chatId, leadership, history, opener, sync, status, post } = host
  let count = 0
  let leading: Promise<boolean> | undefined

  async function beginToLead(): Promise<boolean> {
    if (!(await leadership.take())) return false
    // A question follows the messages that the user sees, so the shown branch stays open.
    await history.refreshIfChanged('shown')
    return true
  }

  async function endToLead(): Promise<void> {
    opener.release()
    if (leadership.isLeading()) {
      await history.finish()
      // Another task may have begun while the history was written.
      if (count > 0) return
      sync.postState(status.value, [])
      post({ type: 'changed', chatId })
    }
    leading = undefined
    leadership.giveUp()
  }

  return {
    isRunning: () => count > 0,
    async run(task) {
      count += 1
      try {
        leading ??= beginToLead()
        if (!(await leading)) return 'elsewhere'
        await task()
        return 'done'
      } finally {
        count -= 1
        if (count === 0) await endToLead()
      }
    },
  }
}
