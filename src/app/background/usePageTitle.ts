import { watchEffect, type Ref } from 'vue'
import { useTexts } from '../../components/index.ts'
import { useChats } from '../../stores/index.ts'

/**
 * Keeps the page title up to date: the mark of unseen answers, or the title of the open chat.
 *
 * @param unseenMark - from `useAnswerNotifications`; empty without unseen answers
 */
export function usePageTitle(unseenMark: Readonly<Ref<string>>): void {
  const { t } = useTexts()
  const chats = useChats()

  watchEffect(() => {
    const title = unseenMark.value || chats.active.title
    document.title = [title, t('app.name')].filter(Boolean).join(' · ')
  })
}
