import { watchDebounced, watchThrottled } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { FoundMatches } from '../../components/index.ts'
import type { ChatMessage } from '../../core/index.ts'
import type { FoundMessageView } from './createFoundMessage.ts'
import { createMatchMarks, type MatchMarks } from './createMatchMarks.ts'
import { findMatches, findTerm, type MessageMatches } from './findMatches.ts'
import {
  countMatchesBefore,
  countMatches,
  matchAt,
  matchNumber,
  type Match,
  type PlaceAmongMatches,
} from './matchList.ts'

/** Milliseconds without typing before the search starts. */
const TYPING_PAUSE = 120
/** Milliseconds between searches of a chat whose answer is streaming. */
const REFRESH_INTERVAL = 250

export interface UseChatFindReturn {
  /** The text to find. */
  readonly query: Ref<string>
  /** Undefined if there is no query, or no result yet. */
  readonly found: Readonly<Ref<FoundMatches | undefined>>
  /** Goes to the next or previous match. For a query that was just typed, searches it first. */
  step: (by: 1 | -1) => Promise<void>
}

/**
 * Finds a text in a chat: counts and marks its matches, and goes from match to match.
 *
 * @param messages - all messages of the shown branch, drawn or not
 * @param view - the thread that shows them
 */
export function useChatFind(
  messages: () => readonly ChatMessage[],
  view: () => FoundMessageView | undefined,
): UseChatFindReturn {
  const query = shallowRef('')
  const result = shallowRef<{ query: string; term: string; matches: readonly MessageMatches[] }>()
  const current = shallowRef<Match>()
  let matchMarks: MatchMarks | undefined
  let running = new AbortController()

  function marks(): MatchMarks | undefined {
    const thread = view()
    if (!matchMarks && thread?.log) matchMarks = createMatchMarks(thread.log, thread)
    return matchMarks
  }

  /** Searches the chat. Goes to a match of a new query; new matches in a streaming answer don't scroll. */
  async function search(): Promise<void> {
    running.abort()
    const { signal } = (running = new AbortController())
    const text = query.value
    const term = findTerm(text)
    if (term === '') return reset()
    const matches = await findMatches(messages(), term, signal)
    if (!matches || signal.aborted) return
    const isNew = term !== result.value?.term
    result.value = { query: text, term, matches }
    if (!isNew) return markCurrent()
    const before = countMatchesBefore(matches, readerPlace(), messageIds())
    // Usually the user is at the end of a chat: if no match follows, go to the last one above.
    await show(matchAt(matches, Math.min(before + 1, countMatches(matches))))
  }

  function messageIds(): readonly string[] {
    return messages().map(({ id }) => id)
  }

  /** Returns the place of the current match if the user has not scrolled away from it; otherwise the top of the view. */
  function readerPlace(): PlaceAmongMatches {
    const { term = '', matches = [] } = result.value ?? {}
    const matchesIn = (id: string) => matches.find(({ messageId }) => messageId === id)
    const match = view()?.isHolding() === true ? current.value : undefined
    marks()?.mark(term)
    if (match) {
      const { messageId, start } = match
      const passed = matchesIn(messageId)?.starts.filter((other) => other < start).length ?? 0
      return { messageId, passed }
    }
    const top = marks()?.topOfView()
    if (!top) return { messageId: messages()[0]?.id ?? '', passed: 0 }
    // The names of files are above the text.
    return top.passed === 0
      ? top
      : { ...top, passed: top.passed + (matchesIn(top.messageId)?.countInNames ?? 0) }
  }

  async function show(match: Match | undefined): Promise<void> {
    current.value = match
    if (match) await view()?.reveal(match.messageId)
    if (current.value !== match) return
    markCurrent()
    marks()?.goToCurrent()
  }

  /** Marks the current match, unless an edit removed it. */
  function markCurrent(): void {
    const match = current.value
    const inMessage = result.value?.matches.find(({ messageId }) => messageId === match?.messageId)
    const index = match && inMessage ? inMessage.starts.indexOf(match.start) : -1
    if (!match || !inMessage || index === -1) {
      current.value = undefined
      marks()?.setCurrent(undefined)
    } else
      marks()?.setCurrent({ messageId: match.messageId, index: index - inMessage.countInNames })
  }

  async function step(by: 1 | -1): Promise<void> {
    if (findTerm(query.value) !== (result.value?.term ?? '')) return search()
    if (!result.value) return
    const { matches } = result.value
    const number = matchNumber(matches, current.value)
    if (number !== 0) return show(matchAt(matches, number + by))
    const before = countMatchesBefore(matches, readerPlace(), messageIds())
    return show(matchAt(matches, by === 1 ? before + 1 : before))
  }

  function reset(): void {
    running.abort()
    result.value = undefined
    current.value = undefined
    matchMarks?.mark('')
  }

  watch(query, (text) => text.trim() === '' && reset())
  watchDebounced(query, () => void search(), { debounce: TYPING_PAUSE })
  watchThrottled(messages, () => void search(), { throttle: REFRESH_INTERVAL })
  onScopeDispose(() => {
    running.abort()
    matchMarks?.stop()
  })

  return {
    query,
    found: computed(() => {
      if (!result.value) return undefined
      const { matches } = result.value
      return {
        query: result.value.query,
        count: countMatches(matches),
        current: matchNumber(matches, current.value),
      }
    }),
    step,
  }
}
