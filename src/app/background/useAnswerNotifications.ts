import { computed, shallowRef, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { endingOf } from '../../components/index.ts'
import { reachedLengthLimit } from '../../core/index.ts'
import { type Chat, useChats, useSettings } from '../../stores/index.ts'
import { showNotification } from './showNotification.ts'
import { currentPermission } from './useNotifications.ts'
import { usePresence } from './usePresence.ts'

/**
 * Tells of answers that end while the person is elsewhere: by a mark for the title of the page, and by a
 * notification where they asked for those. Of several tabs the one in which the answer streamed tells it.
 *
 * @param onOpen - the person chose the notification of this chat
 * @returns the mark, such as `(1) About cats`, until they are back; empty where there is nothing to tell
 */
export function useAnswerNotifications(onOpen: (chatId: string) => void): Readonly<Ref<string>> {
  const { t } = useI18n()
  const settings = useSettings()
  const conversations = useChats()
  const { isHere, isAnywhere } = usePresence()
  /** The chats whose answers were not seen yet, the last one at the end. */
  const unseen = shallowRef<readonly Chat[]>([])
  let withdrawals: (() => void)[] = []

  async function tell(conversation: Chat): Promise<void> {
    const answer = conversation.messages.at(-1)
    // Whoever stopped it knows.
    if (!answer?.outcome || answer.outcome === 'stopped' || isHere.value) return
    const { id: chatId, title } = conversation
    unseen.value = [...unseen.value.filter(({ id }) => id !== chatId), conversation]
    if (!settings.areNotificationsOn || currentPermission() !== 'granted') return
    if (await isAnywhere()) return
    const ending = endingOf(answer, reachedLengthLimit(answer)) ?? 'complete'
    const content = { title, body: t(`notify.ended.${ending}`), chatId }
    withdrawals.push(showNotification(content, () => onOpen(chatId)))
  }

  watch(
    () => conversations.streamingHere,
    (now, before) => {
      for (const conversation of before) {
        const isThere = conversations.find(conversation.id) === conversation
        if (isThere && !now.includes(conversation)) void tell(conversation)
      }
    },
  )
  watch(isHere, (here) => {
    if (!here) return
    unseen.value = []
    for (const withdraw of withdrawals) withdraw()
    withdrawals = []
  })

  return computed(() => {
    const last = unseen.value.at(-1)
    return last ? `(${unseen.value.length}) ${last.title}` : ''
  })
}
