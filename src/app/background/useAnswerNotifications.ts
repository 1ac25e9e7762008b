import { computed, shallowRef, watch, type Ref } from 'vue'
import { endingOf, useTexts } from '../../components/index.ts'
import { reachedLengthLimit } from '../../core/index.ts'
import { type Chat, useChats, useSettings } from '../../stores/index.ts'
import { showNotification } from './showNotification.ts'
import { currentPermission } from './useNotifications.ts'
import { usePresence } from './usePresence.ts'

/**
 * Reports answers that end while the user is elsewhere: by a mark for the title of the page, and by a notification if
 * the user turned those on. Of several tabs, only the one that streamed the answer reports it.
 *
 * @param onOpen - called when the user selects the notification of this chat
 * @returns the mark, such as `(1) About cats`, until the user is back; empty without unseen answers
 */
export function useAnswerNotifications(onOpen: (chatId: string) => void): Readonly<Ref<string>> {
  const { t } = useTexts()
  const settings = useSettings()
  const chats = useChats()
  const { isHere, isAnywhere } = usePresence()
  /** The chats with unseen answers, sorted by the end of the answer. */
  const unseen = shallowRef<readonly Chat[]>([])
  let closeNotifications: (() => void)[] = []

  async function reportEnding(chat: Chat): Promise<void> {
    const answer = chat.messages.at(-1)
    // The user who stopped the answer knows.
    if (!answer?.outcome || answer.outcome === 'stopped' || isHere.value) return
    const { id: chatId, title } = chat
    unseen.value = [...unseen.value.filter(({ id }) => id !== chatId), chat]
    if (!settings.areNotificationsOn || currentPermission() !== 'granted') return
    if (await isAnywhere()) return
    const ending = endingOf(answer, reachedLengthLimit(answer)) ?? 'complete'
    const content = { title, body: t(`notify.ended.${ending}`), chatId }
    closeNotifications.push(showNotification(content, () => onOpen(chatId)))
  }

  watch(
    () => chats.streamingHere,
    (now, before) => {
      for (const chat of before) {
        const exists = chats.find(chat.id) === chat
        if (exists && !now.includes(chat)) void reportEnding(chat)
      }
    },
  )
  watch(isHere, (here) => {
    if (!here) return
    unseen.value = []
    for (const close of closeNotifications) close()
    closeNotifications = []
  })

  return computed(() => {
    const last = unseen.value.at(-1)
    return last ? `(${unseen.value.length}) ${last.title}` : ''
  })
}
