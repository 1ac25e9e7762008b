import { useThrottleFn } from '@vueuse/core'
import { matchRanges } from '../../stores/index.ts'
import type { FoundMessageView } from './createFoundMessage.ts'
import { drawnTexts, type ReadGroups } from './drawnTexts.ts'
import type { PlaceAmongMatches } from './matchList.ts'
import { firstIndex, messagesNear } from './messagesNear.ts'

/** A match where it is drawn. */
export interface DrawnMatch {
  readonly messageId: string
  /** Which one of those in the message's words; below 0 where it is in the name of a file. */
  readonly index: number
}

export interface MatchMarks {
  /** Marks a term wherever it is in view, and wherever the reader goes; an empty one takes the marks away. */
  mark(term: string): void
  /** Marks one match as the current one. The view stays where it is. */
  point(match: DrawnMatch | undefined): void
  /** Goes to the current match, whose message is in the page, unless it is in view. */
  goTo(): void
  /** Where among the matches the view begins; undefined where no message is in view. */
  topOfView(): PlaceAmongMatches | undefined
  stop(): void
}

const [ALL, CURRENT] = ['find-match', 'find-current']
/** While an answer grows, and when colours come to code: how often it is marked anew, in milliseconds. */
const PACE = 100

/**
 * Marks what is looked for in the open chat. Only what is near to the view is marked, whatever the length of the
 * chat, and by no element of ours: what draws an answer would not know of that.
 *
 * @param log - the element that scrolls
 */
export function createMatchMarks(
  log: Element,
  { hold, isHolding }: Pick<FoundMessageView, 'hold' | 'isHolding'>,
): MatchMarks {
  const canMark = 'highlights' in CSS
  let term = ''
  let current: DrawnMatch | undefined
  /** The message of a match, which takes long to be found in a long chat. */
  let holder: Element | null = null
  /** What the current match was marked as. */
  let outlined: Element | undefined
  let pointed: Range | undefined
  const read: ReadGroups = new WeakMap()
  /** The matches in messages. */
  let known = new WeakMap<Element, readonly Range[]>()
  let marked: readonly (readonly Range[])[] = []
  let frame: number | undefined

  function rangesIn(message: Element): readonly Range[] {
    const before = known.get(message)
    if (before) return before
    const ranges = drawnTexts(message, read).flatMap((group) =>
      matchRanges(group.text, [term]).map(({ start, end }) => group.rangeOf(start, end)),
    )
    known.set(message, ranges)
    return ranges
  }

  function messageOf({ messageId }: DrawnMatch): Element | undefined {
    const isIt = holder?.isConnected && holder.getAttribute('data-message') === messageId
    if (!isIt) holder = log.querySelector(`[data-message="${CSS.escape(messageId)}"]`)
    return holder ?? undefined
  }

  function update(): void {
    markAll(term === '' ? [] : messagesNear(log).map(rangesIn))
    markCurrent()
  }

  function markAll(ranges: typeof marked): void {
    const isSame = ranges.length === marked.length && ranges.every((one, at) => one === marked[at])
    if (!canMark || isSame) return
    marked = ranges
    const highlight = new Highlight()
    for (const range of ranges.flat()) highlight.add(range)
    CSS.highlights.set(ALL, highlight)
  }

  function markCurrent(): void {
    const message = current && messageOf(current)
    const range = message && current && rangesIn(message)[current.index]
    const outline = range && canMark ? undefined : message
    if (outlined !== outline) outlined?.removeAttribute('data-found')
    outline?.setAttribute('data-found', '')
    outlined = outline
    if (range === pointed) return
    pointed = range
    if (!canMark) return
    const highlight = new Highlight(...(range ? [range] : []))
    highlight.priority = 1
    CSS.highlights.set(CURRENT, highlight)
  }

  function goTo(): void {
    const place = pointed ?? filesOf(outlined) ?? outlined
    if (place) hold(place)
  }

  // What is drawn in its own time takes the place of what was marked.
  const updateSoon = useThrottleFn(
    () => {
      const before = pointed
      update()
      if (pointed !== before && isHolding()) goTo()
    },
    PACE,
    true,
  )

  const observer = new MutationObserver((changes) => {
    for (const { target } of changes) {
      let element = target instanceof Element ? target : target.parentElement
      for (; element && element !== log; element = element.parentElement) {
        read.delete(element)
        known.delete(element)
      }
    }
    if (term !== '') void updateSoon()
  })
  observer.observe(log, { childList: true, characterData: true, subtree: true })

  function onScroll(): void {
    frame ??= requestAnimationFrame(() => {
      frame = undefined
      update()
    })
  }
  log.addEventListener('scroll', onScroll, { passive: true })
  // What is below comes into view as it grows.
  const sizes = new ResizeObserver(onScroll)
  sizes.observe(log)

  return {
    mark(next) {
      if (next === term) return
      term = next
      known = new WeakMap()
      current = undefined
      update()
    },
    point(match) {
      current = match
      update()
    },
    goTo,
    topOfView() {
      const { top } = log.getBoundingClientRect()
      const isInView = (part: Element | Range) => part.getBoundingClientRect().bottom > top
      const message = messagesNear(log).find(isInView)
      const messageId = message?.getAttribute('data-message')
      if (!message || messageId == null) return undefined
      return { messageId, passed: firstIndex(rangesIn(message), isInView) }
    },
    stop() {
      observer.disconnect()
      sizes.disconnect()
      log.removeEventListener('scroll', onScroll)
      if (frame !== undefined) cancelAnimationFrame(frame)
      term = ''
      current = undefined
      update()
      if (canMark) for (const name of [ALL, CURRENT]) CSS.highlights.delete(name)
    },
  }
}

/** They stand above the words of a message, which may be longer than the view. */
function filesOf(message: Element | undefined): Element | undefined {
  return message?.querySelector('.message-files') ?? undefined
}
