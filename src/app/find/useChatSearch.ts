import { watchDebounced } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, type Ref } from 'vue'
import { loadSearchResults } from '../../components/index.ts'
import type { ChatMessage } from '../../core/index.ts'
import type { SearchResult } from '../../model/index.ts'
import { loadChatSearch, type SearchableChat, type SearchHit } from '../../stores/index.ts'

/** Loads the search, which the first screen doesn't need. */
async function loadSearch() {
  // Load the result list as well, so that the results don't wait for it.
  const [search] = await Promise.all([loadChatSearch(), loadSearchResults()])
  return search
}

/** Milliseconds without typing before the search starts. */
const TYPING_PAUSE = 120
/** Results shown at first, and added by each `showMore()`. */
const PAGE_SIZE = 50

/** The chats to search, and their messages. */
export interface ChatSearchSource {
  /** Returns the chats, newest first. */
  chats(): readonly SearchableChat[]
  messagesOf(chatId: string): readonly ChatMessage[] | undefined
  readMessages(chatId: string): Promise<readonly ChatMessage[]>
}

/** A result, with the data for going to it. */
export interface FoundResult extends SearchResult {
  readonly hit: SearchHit
  /** The folded terms to mark in the message. */
  readonly terms: readonly string[]
}

export interface FoundResults {
  /** The query of these results. The user may have typed more since. */
  readonly query: string
  /** The results shown so far. */
  readonly results: readonly FoundResult[]
  readonly count: number
}

export interface UseChatSearchReturn {
  /** The text to search for. */
  readonly query: Ref<string>
  /** The results in the current chats; undefined without a query or before the first results. */
  readonly found: Readonly<Ref<FoundResults | undefined>>
  showMore: () => void
  resultOf: (key: string) => FoundResult | undefined
  /** Searches the current query at once, and returns its first result. */
  findFirst: () => Promise<FoundResult | undefined>
}

/** Searches all chats while the user types. */
export function useChatSearch(source: ChatSearchSource): UseChatSearchReturn {
  const query = shallowRef('')
  const hits = shallowRef<readonly SearchHit[]>()
  const terms = shallowRef<readonly string[]>([])
  let foundQuery = ''
  const shown = shallowRef(PAGE_SIZE)
  const loaded = shallowRef<Awaited<ReturnType<typeof loadSearch>>>()
  let loading: ReturnType<typeof loadSearch> | undefined
  let engine: ReturnType<Awaited<ReturnType<typeof loadSearch>>['createChatSearch']> | undefined
  let running = new AbortController()
  let latest = Promise.resolve()

  function run(text: string): Promise<void> {
    latest = search(text)
    return latest
  }

  async function search(text: string): Promise<void> {
    running.abort()
    const { signal } = (running = new AbortController())
    if (text.trim() === '') return void (hits.value = undefined)
    // If loading fails, for example after an update of the app, the next letter typed tries again.
    loading ??= loadSearch().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    loaded.value = await loading
    engine ??= loaded.value.createChatSearch(source)
    const allHits = await engine.search(text, source.chats(), signal)
    if (!allHits || signal.aborted) return
    terms.value = loaded.value.searchTerms(text)
    foundQuery = text
    hits.value = allHits
  }

  watchDebounced([query, source.chats], () => void run(query.value), { debounce: TYPING_PAUSE })
  onScopeDispose(() => running.abort())

  const found = computed(() => {
    const excerptOf = loaded.value?.excerptOf
    if (!hits.value || !excerptOf) return undefined
    const results = hits.value.slice(0, shown.value).map((hit): FoundResult => {
      return {
        key: `${hit.chat.id} ${hit.message?.id ?? ''}`,
        title: hit.chat.title,
        archived: hit.chat.archived,
        author: hit.message?.role,
        time: hit.time,
        excerpt: excerptOf(hit.text, terms.value),
        hit,
        terms: terms.value,
      }
    })
    return { query: foundQuery, results, count: hits.value.length }
  })

  return {
    query: computed({
      get: () => query.value,
      set(text) {
        query.value = text
        shown.value = PAGE_SIZE
        if (text.trim() === '') hits.value = undefined
      },
    }),
    found,
    showMore: () => void (shown.value += PAGE_SIZE),
    resultOf: (key) => found.value?.results.find((result) => result.key === key),
    async findFirst() {
      const wanted = query.value
      void run(wanted)
      // While this search runs, the pause in typing may end and start another one: wait for the latest.
      for (let awaited; awaited !== latest; await awaited) awaited = latest
      return query.value === wanted ? found.value?.results[0] : undefined
    },
  }
}
