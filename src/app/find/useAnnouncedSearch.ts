import { watch } from 'vue'
import { useTexts } from '../../components/index.ts'
import { useAnnouncer } from '../../markdown/internal.ts'
import { useChats, useHistoryStorage } from '../../stores/index.ts'
import { useChatSearch, type UseChatSearchReturn } from './useChatSearch.ts'

/** Searches the stored chats, and announces the number of results. */
export function useAnnouncedSearch(): UseChatSearchReturn {
  const { t, n } = useTexts()
  const announce = useAnnouncer()
  const chats = useChats()
  const history = useHistoryStorage()

  const search = useChatSearch({
    chats: () => chats.listed,
    messagesOf: chats.messagesOf,
    readMessages: async (id) => (await history.storage.readMessages(id)).map((row) => row.message),
  })
  const { found } = search
  // The search runs again whenever a chat changes: announce only a new query or a new count.
  watch([() => found.value?.query, () => found.value?.count], ([, count]) => {
    if (count === undefined) return
    announce(count === 0 ? t('search.nothing') : t('search.found', { count: n(count) }, count))
  })
  return search
}
