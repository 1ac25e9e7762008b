import { watchEffect, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useChats } from '../../stores/index.ts'

/**
 * Keeps the title of the page: the name of the open chat, or the mark of unseen answers instead.
 *
 * @param unseenMark - from `useAnswerNotifications`; empty if there are no unseen answers
 */
export function usePageTitle(unseenMark: Readonly<Ref<string>>): void {
  const { t } = useI18n()
  const chats = useChats()

  watchEffect(() => {
    const title = unseenMark.value || chats.active.title
    document.title = [title, t('app.name')].filter(Boolean).join(' · ')
  })
}
