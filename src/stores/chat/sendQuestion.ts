import type { Ref } from 'vue'
import type { FilePart } from '../../core/index.ts'
import type { ChatSettings } from '../../model/index.ts'
import type { ChatSync } from '../tabs/chatSync.ts'
import type { ChatHistory } from './chatHistory.ts'
import { titleOf } from './chatTitle.ts'
import type { Outbox } from './outbox.ts'
import { isBlank, toQuestionInput } from './questionInput.ts'
import { keepTabDraft, NEW_CHAT, NEW_CHAT_SETTINGS } from './tabDraft.ts'

export interface SendQuestionHost {
  readonly createdAt: number
  readonly title: Ref<string>
  readonly settings: Ref<ChatSettings | undefined>
  readonly draft: Ref<string>
  readonly files: Ref<readonly FilePart[]>
  readonly history: ChatHistory
  readonly outbox: Outbox
  readonly sync: ChatSync
}

/**
 * Sends a question, and clears the draft that it was. The first question gives the chat its title, and stores
 * it. If another tab leads the chat, the question goes to that tab.
 */
export async function sendQuestion(
  host: SendQuestionHost,
  text: string,
  attachedFiles: readonly FilePart[],
): Promise<void> {
  const { title, draft, files } = host
  const question = toQuestionInput(text, attachedFiles)
  if (isBlank(question)) return
  if (title.value === '') {
    keepTabDraft(NEW_CHAT, '')
    keepTabDraft(NEW_CHAT_SETTINGS, '')
    title.value = titleOf(question.text, attachedFiles)
    host.history.begin(host.createdAt, host.settings.value)
  }
  if (draft.value === text) draft.value = ''
  if (files.value === attachedFiles) files.value = []
  if ((await host.outbox.submit(question, text)) === 'elsewhere') host.sync.postQuestion(question)
}
