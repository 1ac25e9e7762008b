import type { Ref } from 'vue'
import type { UseChatStreamReturn } from '../../composables/index.ts'
import type { ChatMessage } from '../../core/index.ts'
import type { ChatLeadership } from '../tabs/chatLeadership.ts'
import type { ChatSync } from '../tabs/chatSync.ts'
import { stateChange, type ChangeMessages } from './chatChange.ts'
import type { ChatHistory } from './chatHistory.ts'
import { markTruncated } from './markTruncated.ts'
import type { LeaderTasks } from './leaderTasks.ts'
import type { StreamOpener } from './streamOpener.ts'

export interface TakeOverHost {
  readonly messages: Readonly<Ref<readonly ChatMessage[]>>
  readonly changeMessages: ChangeMessages
  readonly stream: Pick<UseChatStreamReturn, 'send' | 'resume'>
  readonly history: ChatHistory
  readonly leadership: ChatLeadership
  readonly sync: ChatSync
  readonly opener: StreamOpener
  readonly tasks: LeaderTasks
}

/**
 * Takes over a chat from the tab that led it, which finished or was closed in mid-answer. Resumes that answer,
 * or ends it if its server cannot resume it, and sends the questions that were still in the queue.
 */
export async function takeOver(host: TakeOverHost): Promise<void> {
  const { messages, changeMessages, stream, history, leadership, sync, opener, tasks } = host
  await history.refreshIfChanged('newest')
  const unsent = sync.takeUnsentQuestions()
  const last = messages.value.at(-1)
  const unfinished = last?.role === 'assistant' && last.outcome === undefined ? last : undefined
  if (!unfinished && unsent.length === 0) {
    // Don't run an empty task: it would post a change, and each tab would lead and post in turn, forever.
    return tasks.isRunning() ? undefined : leadership.giveUp()
  }
  await tasks.run(async () => {
    const canResume = unfinished?.run?.sessionId !== undefined
    if (unfinished && !canResume) {
      const ended = markTruncated(unfinished)
      changeMessages(messages.value.with(-1, ended), stateChange(ended, unfinished))
    }
    const resumption = canResume ? [opener.open(() => stream.resume())] : []
    await Promise.all([
      ...resumption,
      ...unsent.map((question) => opener.open(() => stream.send(question))),
    ])
  })
}
