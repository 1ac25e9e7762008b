import { shallowRef, type Ref, type ShallowRef } from 'vue'
import type { UseChatStreamReturn } from '../../composables/index.ts'
import type { ChatMessage, FilePart } from '../../core/index.ts'
import { createMessage } from '../../core/internal.ts'
import type { LeaderTasks, TaskResult } from './leaderTasks.ts'
import { partsOf, type QuestionInput } from './questionInput.ts'
import type { StreamOpener } from './streamOpener.ts'

/** The questions of a chat that are accepted and not sent yet. */
export interface Outbox {
  /** The questions that wait for a connection, as messages. */
  readonly questions: Readonly<ShallowRef<readonly ChatMessage[]>>
  /**
   * Sends a question as soon as this tab leads and has a connection. A question that could not be sent returns
   * to the draft, unless another draft was written in the meantime.
   *
   * @param text the question as the user wrote it, for the draft
   * @param onSend called just before the question is sent
   * @returns `elsewhere` if the question was not sent, as another tab leads
   */
  submit(question: QuestionInput, text: string, onSend?: () => void): Promise<TaskResult>
}

export interface OutboxHost {
  readonly draft: Ref<string>
  readonly files: Ref<readonly FilePart[]>
  readonly stream: Pick<UseChatStreamReturn, 'send'>
  readonly opener: StreamOpener
  readonly tasks: LeaderTasks
}

export function createOutbox({ draft, files, stream, opener, tasks }: OutboxHost): Outbox {
  const questions = shallowRef<readonly ChatMessage[]>([])
  return {
    questions,
    async submit(question, text, onSend) {
      const waiting = createMessage('user', partsOf(question))
      questions.value = [...questions.value, waiting]
      const leave = () => (questions.value = questions.value.filter((one) => one !== waiting))
      let answer: ChatMessage | undefined
      const result = await tasks.run(async () => {
        answer = await opener.open(() => {
          leave()
          onSend?.()
          return stream.send(question)
        })
      })
      leave()
      // The user will want to change a question that was not sent, not to write it again.
      const isUnsent = !answer || answer.error?.kind === 'too-long'
      // The caller posts a new question to the leader, but an edited one cannot be posted.
      const isLost = isUnsent && (result === 'done' || onSend !== undefined)
      if (isLost && draft.value === '') draft.value = text
      if (isLost && files.value.length === 0) files.value = question.files
      return result
    },
  }
}
