import { watchDebounced } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, type Ref } from 'vue'
import { loadSearchResults, type SearchResult } from '../../components/index.ts'
import type { ChatMessage } from '../../core/index.ts'
import { loadChatSearch, type SearchableChat, type SearchHit } from '../../stores/index.ts'

/** Everything of the search, which the first screen does not need. */
async function loadSearch() {
  // With what shows the results, so that they don't have to wait for it.
  const [search] = await Promise.all([loadChatSearch(), loadSearchResults()])
  return search
}

/** How long nothing is typed before it is looked for, in milliseconds. */
const PAUSE = 120
/** How many results are shown at first, and how many more each time. */
const PAGE = 50

export interface ChatSearchSource {
  /** The newest first. */
  chats(): readonly SearchableChat[]
  messagesOf(chatId: string): readonly ChatMessage[] | undefined
  readMessages(chatId: string): Promise<readonly ChatMessage[]>
}

/** A result with what is needed to go there. */
export interface FoundResult extends SearchResult {
  readonly hit: SearchHit
  /** What is to be marked there, folded. */
  readonly terms: readonly string[]
}

export interface FoundResults {
  /** What was looked for. The user may have typed more by now. */
  readonly query: string
  /** The first of them. */
  readonly results: readonly FoundResult[]
  readonly count: number
}

export interface UseChatSearchReturn {
  /** What is looked for. */
  readonly query: Ref<string>
  /** What it finds, as the chats are now; undefined where that is not known yet. */
  readonly found: Readonly<Ref<FoundResults | undefined>>
  showMore: () => void
  resultOf: (key: string) => FoundResult | undefined
  /** The first result of what is looked for at this moment, which may not be found yet. */
  findFirst: () => Promise<FoundResult | undefined>
}

/** Looks through all chats while somebody types what they look for. */
export function useChatSearch(source: ChatSearchSource): UseChatSearchReturn {
  const query = shallowRef('')
  const hits = shallowRef<readonly SearchHit[]>()
  const terms = shallowRef<readonly string[]>([])
  let foundQuery = ''
  const shown = shallowRef(PAGE)
  const loaded = shallowRef<Awaited<ReturnType<typeof loadSearch>>>()
  let search: ReturnType<typeof loadSearch> | undefined
  let engine: ReturnType<Awaited<ReturnType<typeof loadSearch>>['createChatSearch']> | undefined
  let running = new AbortController()
  let latest = Promise.resolve()

  function run(text: string): Promise<void> {
    latest = look(text)
    return latest
  }

  async function look(text: string): Promise<void> {
    running.abort()
    const { signal } = (running = new AbortController())
    if (text.trim() === '') return void (hits.value = undefined)
    // Where it cannot be loaded, as after an update of the app, the next letter tries again.
    search ??= loadSearch().catch((error: unknown) => {
      search = undefined
      throw error
    })
    loaded.value = await search
    engine ??= loaded.value.createChatSearch(source)
    const all = await engine.search(text, source.chats(), signal)
    if (!all || signal.aborted) return
    terms.value = loaded.value.searchTerms(text)
    foundQuery = text
    hits.value = all
  }

  watchDebounced([query, source.chats], () => void run(query.value), { debounce: PAUSE })
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
        shown.value = PAGE
        if (text.trim() === '') hits.value = undefined
      },
    }),
    found,
    showMore: () => void (shown.value += PAGE),
    resultOf: (key) => found.value?.results.find((result) => result.key === key),
    async findFirst() {
      const wanted = query.value
      void run(wanted)
      // The pause in typing, which ends meanwhile where much is loaded, begins another one.
      for (let awaited; awaited !== latest; await awaited) awaited = latest
      return query.value === wanted ? found.value?.results[0] : undefined
    },
  }
}
