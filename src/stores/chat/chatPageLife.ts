import type { Ref } from 'vue'
import type { UseChatStreamReturn } from '../../composables/index.ts'
import { type ChatMessage, textOf } from '../../core/index.ts'
import type { ChatLeadership } from '../tabs/chatLeadership.ts'
import type { ChatHistory } from './chatHistory.ts'
import { saveInterruptedAnswer } from './interruptedAnswer.ts'
import type { LeaderTasks } from './leaderTasks.ts'
import type { Outbox } from './outbox.ts'
import { keepTabDraft } from './tabDraft.ts'

/** What a chat does when its page is left, and when the page returns from the back/forward cache. */
export interface ChatPageLife {
  /** Saves the answer, and lets another tab continue it. Questions that are not sent yet return to the draft. */
  onPageHide(): void
  /** Continues the answer, unless another tab did. */
  onPageShow(): Promise<void>
}

export interface ChatPageLifeHost {
  readonly chatId: string
  readonly messages: Ref<readonly ChatMessage[]>
  readonly draft: Readonly<Ref<string>>
  readonly outbox: Pick<Outbox, 'questions'>
  readonly stream: Pick<UseChatStreamReturn, 'abandon'>
  readonly history: ChatHistory
  readonly leadership: ChatLeadership
  readonly tasks: LeaderTasks
}

export function createChatPageLife(host: ChatPageLifeHost): ChatPageLife {
  const { chatId, messages, draft, outbox, stream, history, leadership, tasks } = host
  return {
    onPageHide() {
      const unsent = outbox.questions.value.map(textOf)
      // The next page does not know them, and only the user may send them there.
      if (unsent.length > 0) {
        keepTabDraft(chatId, [...unsent, draft.value].filter(Boolean).join('\n\n'))
      }
      const last = messages.value.at(-1)
      // An answer with an outcome is saved as well: the browser may have cut its connection a moment ago, and
      // that outcome may not be stored yet.
      if (leadership.isLeading() && last?.role === 'assistant') saveInterruptedAnswer(chatId, last)
      void history.flush()
      leadership.giveUp()
    },
    async onPageShow() {
      // This page is still alive, and sends its questions itself.
      if (outbox.questions.value.length > 0) keepTabDraft(chatId, draft.value)
      if (!tasks.isRunning()) return history.refresh(() => !tasks.isRunning())
      if (await leadership.take()) return history.update()
      // Another tab leads now and continues the answer.
      stream.abandon()
    },
  }
}
