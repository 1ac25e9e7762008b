import { useThrottleFn } from '@vueuse/core'
import type { FoundMessageView } from './createFoundMessage.ts'
import { createDrawnRanges } from './drawnRanges.ts'
import type { PlaceAmongMatches } from './matchList.ts'
import { firstIndex, messagesNear } from './messagesNear.ts'

/** A match in a drawn message. */
export interface DrawnMatch {
  readonly messageId: string
  /** Its index among the matches in the message's text; below 0 if it is in the name of a file. */
  readonly index: number
}

export interface MatchMarks {
  /** Marks a term near the view, also while the user scrolls. An empty term removes the marks. */
  mark(term: string): void
  /** Marks one match as the current one, without scrolling. */
  setCurrent(match: DrawnMatch | undefined): void
  /** Scrolls to the current match unless it is in view. Its message has to be in the page. */
  goToCurrent(): void
  /** Returns the place among the matches at the top of the view; undefined if no message is in view. */
  topOfView(): PlaceAmongMatches | undefined
  stop(): void
}

const [ALL, CURRENT] = ['find-match', 'find-current']
/** Milliseconds between updates while the thread changes: an answer streams, or code gets its colors. */
const UPDATE_INTERVAL = 100

/**
 * Marks the matches of a term in the open chat, with the Custom Highlight API: the renderer doesn't expect foreign
 * nodes in an answer. Marks only matches near the view, so that the cost doesn't depend on the length of the chat.
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
  /** The message of the current match. Cached, as finding it in a long chat is slow. */
  let currentMessage: Element | null = null
  /** The message with an outline, because its match can't be highlighted. */
  let outlinedMessage: Element | undefined
  let currentRange: Range | undefined
  let marked: readonly (readonly Range[])[] = []
  let frame: number | undefined

  function messageOf({ messageId }: DrawnMatch): Element | undefined {
    const isCached =
      currentMessage?.isConnected && currentMessage.getAttribute('data-message') === messageId
    if (!isCached) currentMessage = log.querySelector(`[data-message="${CSS.escape(messageId)}"]`)
    return currentMessage ?? undefined
  }

  function update(): void {
    markAll(term === '' ? [] : messagesNear(log).map(ranges.in))
    markCurrent()
  }

  function markAll(next: typeof marked): void {
    const isSame =
      next.length === marked.length && next.every((range, index) => range === marked[index])
    if (!canMark || isSame) return
    marked = next
    const highlight = new Highlight()
    for (const range of next.flat()) highlight.add(range)
    CSS.highlights.set(ALL, highlight)
  }

  function markCurrent(): void {
    const message = current && messageOf(current)
    const range = message && current && ranges.in(message)[current.index]
    const outline = range && canMark ? undefined : message
    if (outlinedMessage !== outline) outlinedMessage?.removeAttribute('data-found')
    outline?.setAttribute('data-found', '')
    outlinedMessage = outline
    if (range === currentRange) return
    currentRange = range
    if (!canMark) return
    const highlight = new Highlight(...(range ? [range] : []))
    highlight.priority = 1
    CSS.highlights.set(CURRENT, highlight)
  }

  function goToCurrent(): void {
    const place = currentRange ?? filesOf(outlinedMessage) ?? outlinedMessage
    if (place) hold(place)
  }

  // Drawing replaces nodes, and removes the marks in them.
  const updateSoon = useThrottleFn(
    () => {
      const before = currentRange
      update()
      if (currentRange !== before && isHolding()) goToCurrent()
    },
    UPDATE_INTERVAL,
    true,
  )

  const ranges = createDrawnRanges(log, () => {
    if (term !== '') void updateSoon()
  })

  function onScroll(): void {
    frame ??= requestAnimationFrame(() => {
      frame = undefined
      update()
    })
  }
  log.addEventListener('scroll', onScroll, { passive: true })
  // A larger view shows more messages.
  const sizes = new ResizeObserver(onScroll)
  sizes.observe(log)

  return {
    mark(next) {
      if (next === term) return
      term = next
      ranges.setTerm(next)
      current = undefined
      update()
    },
    setCurrent(match) {
      current = match
      update()
    },
    goToCurrent,
    topOfView() {
      const { top } = log.getBoundingClientRect()
      const isInView = (part: Element | Range) => part.getBoundingClientRect().bottom > top
      const message = messagesNear(log).find(isInView)
      const messageId = message?.getAttribute('data-message')
      if (!message || messageId == null) return undefined
      return { messageId, passed: firstIndex(ranges.in(message), isInView) }
    },
    stop() {
      ranges.stop()
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

/** Returns the files of a message. They are above its text, which may be longer than the view. */
function filesOf(message: Element | undefined): Element | undefined {
  return message?.querySelector('.message-files') ?? undefined
}
