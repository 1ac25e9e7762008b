import { until } from '@vueuse/core'
import type { ChatMessage, FilePart } from '../../../core/index.ts'
import type { ChangeMessages } from '../chatChange.ts'
import type { ChatHistory } from '../chatHistory.ts'
import type { ChatStatusRefs } from '../chatStatus.ts'
import type { LeaderTasks } from '../leaderTasks.ts'
import type { Outbox } from '../outbox.ts'
import { isBlank, toQuestionInput } from '../questionInput.ts'
import type { Branches } from './createBranches.ts'

/** What the user can do with the turns of a chat. While an answer streams, these do nothing. */
export interface TurnActions {
  /** Sends a changed question as a new version beside the old one, which stays with everything that followed. */
  edit(questionId: string, text: string, files?: readonly FilePart[]): Promise<void>
  /** Shows another version of a message, with the messages that follow it. */
  showVersion(messageId: string): void
  /**
   * Removes a question with its answers.
   *
   * @returns a function that brings them back as soon as no answer streams; undefined if nothing was removed
   */
  removeTurn(questionId: string): Promise<(() => Promise<void>) | undefined>
}

export interface TurnActionsHost {
  readonly changeMessages: ChangeMessages
  readonly branches: Branches
  readonly history: ChatHistory
  readonly outbox: Outbox
  readonly status: ChatStatusRefs
  readonly tasks: LeaderTasks
}

export function createTurnActions(host: TurnActionsHost): TurnActions {
  const { changeMessages, branches, history, outbox, status, tasks } = host

  const isBusy = () => tasks.isRunning() || status.isRunning.value

  async function restoreTurn(putBack: () => readonly ChatMessage[]): Promise<void> {
    await until(status.isRunning).toBe(false)
    await tasks.run(async () => {
      status.hideEnding()
      changeMessages(putBack(), { type: 'replaced', reason: 'undo' })
    })
  }

  return {
    async edit(questionId, text, files = []) {
      const question = toQuestionInput(text, files)
      if (isBusy() || isBlank(question)) return
      await outbox.submit(question, text, () =>
        changeMessages(branches.openBefore(questionId), { type: 'replaced', reason: 'edit' }),
      )
    },
    showVersion(messageId) {
      if (isBusy()) return
      status.hideEnding()
      changeMessages(branches.open(messageId), { type: 'replaced', reason: 'version' })
      history.saveLeaf()
    },
    async removeTurn(questionId) {
      if (isBusy()) return undefined
      let restore: (() => Promise<void>) | undefined
      await tasks.run(async () => {
        // The answer that ended last may be among the removed ones.
        status.hideEnding()
        const putBack = branches.remove(questionId)
        restore = () => restoreTurn(putBack)
        changeMessages(branches.shown(), { type: 'replaced', reason: 'removed' })
      })
      return restore
    },
  }
}
