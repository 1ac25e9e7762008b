import { computed, watch, type Ref } from 'vue'
import { useLongWait, useTexts } from '../../components/index.ts'
import { useAnnouncer } from '../../markdown/internal.ts'
import { useChats, type Chat } from '../../stores/index.ts'

export interface UseOpeningChatReturn {
  /** Whether opening a chat takes long enough to show a skeleton in place of the thread. */
  readonly isOpeningLong: Readonly<Ref<boolean>>
  /** The chat that takes long to open. */
  readonly opening: Readonly<Ref<Pick<Chat, 'id' | 'title'> | undefined>>
}

/**
 * Reports and announces a chat that takes long to open. A page that starts with a stored chat shows the skeleton at
 * once.
 */
export function useOpeningChat(): UseOpeningChatReturn {
  const { t } = useTexts()
  const announce = useAnnouncer()
  const chats = useChats()

  const isOpeningLong = useLongWait(() => chats.openingId !== undefined, true)
  watch(isOpeningLong, (isLong) => isLong && announce(t('thread.opening')))

  return {
    isOpeningLong,
    opening: computed(() =>
      isOpeningLong.value ? chats.listed.find(({ id }) => id === chats.openingId) : undefined,
    ),
  }
}
