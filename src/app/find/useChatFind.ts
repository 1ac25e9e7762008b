import { watchDebounced, watchThrottled } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { FoundMatches } from '../../components/index.ts'
import type { ChatMessage } from '../../core/index.ts'
import type { FoundMessageView } from './createFoundMessage.ts'
import { createMatchMarks, type MatchMarks } from './createMatchMarks.ts'
import { findMatches, findTerm, type MessageMatches } from './findMatches.ts'
import {
  countBefore,
  countOf,
  matchAt,
  numberOf,
  type Match,
  type PlaceAmongMatches,
} from './matchList.ts'

/** How long nothing is typed before it is looked for, in milliseconds. */
const PAUSE = 120
/** How often a chat that goes on is looked through again, in milliseconds. */
const PACE = 250

export interface UseChatFindReturn {
  /** What is looked for. */
  readonly query: Ref<string>
  /** Undefined where nothing is looked for, or it is not known yet. */
  readonly found: Readonly<Ref<FoundMatches | undefined>>
  /** Goes to the next match, or to the one before; to the first one of what was typed a moment ago. */
  step: (by: 1 | -1) => Promise<void>
}

/**
 * Finds a text in a conversation: counts where it stands, marks it, and goes from one place to another.
 *
 * @param messages - all that are shown, drawn or not
 * @param view - the thread that shows them
 */
export function useChatFind(
  messages: () => readonly ChatMessage[],
  view: () => FoundMessageView | undefined,
): UseChatFindReturn {
  const query = shallowRef('')
  const result = shallowRef<{ query: string; term: string; matches: readonly MessageMatches[] }>()
  const current = shallowRef<Match>()
  let known: MatchMarks | undefined
  let running = new AbortController()

  function marks(): MatchMarks | undefined {
    const thread = view()
    if (!known && thread?.log) known = createMatchMarks(thread.log, thread)
    return known
  }

  /** Goes to what a new query finds. What has come since in a chat that goes on moves nothing. */
  async function look(): Promise<void> {
    running.abort()
    const { signal } = (running = new AbortController())
    const text = query.value
    const term = findTerm(text)
    if (term === '') return forget()
    const matches = await findMatches(messages(), term, signal)
    if (!matches || signal.aborted) return
    const isNew = term !== result.value?.term
    result.value = { query: text, term, matches }
    if (!isNew) return point()
    const before = countBefore(matches, placeOfReader(), messageIds())
    // A chat is read at its end: where nothing follows, what is next is what is above.
    await show(matchAt(matches, Math.min(before + 1, countOf(matches))))
  }

  function messageIds(): readonly string[] {
    return messages().map(({ id }) => id)
  }

  /** At the match they were led to, as long as they did not move away from it; or where the view begins. */
  function placeOfReader(): PlaceAmongMatches {
    const { term = '', matches = [] } = result.value ?? {}
    const of = (id: string) => matches.find(({ messageId }) => messageId === id)
    const match = view()?.isHolding() === true ? current.value : undefined
    marks()?.mark(term)
    if (match) {
      const { messageId, start } = match
      const passed = of(messageId)?.starts.filter((one) => one < start).length ?? 0
      return { messageId, passed }
    }
    const top = marks()?.topOfView()
    if (!top) return { messageId: messages()[0]?.id ?? '', passed: 0 }
    // The names of files stand above the words.
    return top.passed === 0
      ? top
      : { ...top, passed: top.passed + (of(top.messageId)?.inNames ?? 0) }
  }

  async function show(match: Match | undefined): Promise<void> {
    current.value = match
    if (match) await view()?.reveal(match.messageId)
    if (current.value !== match) return
    point()
    marks()?.goTo()
  }

  /** Marks the current match, which may be gone with what was edited. */
  function point(): void {
    const match = current.value
    const of = result.value?.matches.find(({ messageId }) => messageId === match?.messageId)
    const index = match && of ? of.starts.indexOf(match.start) : -1
    if (!match || !of || index === -1) {
      current.value = undefined
      marks()?.point(undefined)
    } else marks()?.point({ messageId: match.messageId, index: index - of.inNames })
  }

  async function step(by: 1 | -1): Promise<void> {
    if (findTerm(query.value) !== (result.value?.term ?? '')) return look()
    if (!result.value) return
    const { matches } = result.value
    const number = numberOf(matches, current.value)
    if (number !== 0) return show(matchAt(matches, number + by))
    const before = countBefore(matches, placeOfReader(), messageIds())
    return show(matchAt(matches, by === 1 ? before + 1 : before))
  }

  function forget(): void {
    running.abort()
    result.value = undefined
    current.value = undefined
    known?.mark('')
  }

  watch(query, (text) => text.trim() === '' && forget())
  watchDebounced(query, () => void look(), { debounce: PAUSE })
  watchThrottled(messages, () => void look(), { throttle: PACE })
  onScopeDispose(() => {
    running.abort()
    known?.stop()
  })

  return {
    query,
    found: computed(() => {
      if (!result.value) return undefined
      const { matches } = result.value
      return {
        query: result.value.query,
        count: countOf(matches),
        current: numberOf(matches, current.value),
      }
    }),
    step,
  }
}
