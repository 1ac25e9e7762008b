import { watchDebounced } from '@vueuse/core'
import { watch, type Ref } from 'vue'
import type { ChatHistory } from './chatHistory.ts'
import { keepTabDraft, NEW_CHAT } from './tabDraft.ts'

/** How long the user must pause before a draft is stored, in milliseconds. */
const PAUSE = 300
/** How long a draft stays unstored at most while the user types, in milliseconds. */
const LONGEST_WAIT = 1000

/** Keeps the draft of a chat: at once in this tab, and in storage when the user pauses. */
export function keepDraft(
  chatId: string,
  title: Readonly<Ref<string>>,
  draft: Readonly<Ref<string>>,
  history: ChatHistory,
): void {
  const draftKey = () => (title.value === '' ? NEW_CHAT : chatId)
  watch(draft, (text) => keepTabDraft(draftKey(), text), { flush: 'sync' })
  watchDebounced(draft, (text) => history.saveDraft(text), {
    debounce: PAUSE,
    maxWait: LONGEST_WAIT,
  })
}
