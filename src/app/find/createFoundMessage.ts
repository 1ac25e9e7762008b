import { matchRanges } from '../../stores/index.ts'
import { textGroups } from '../i18n/textGroups.ts'

/** The thread that is shown. */
export interface FoundMessageView {
  readonly log: Element | null
  /** Draws a message, however far from what is seen; resolves when it is in the page. */
  reveal(messageId: string): Promise<void>
  /**
   * Puts an element into the middle of the view, and keeps it there until the reader moves; a piece of text, which
   * is moved to where it is out of view alone.
   */
  hold(place: Element | Range): void
  isHolding(): boolean
}

export interface FoundMessage {
  /** Goes to a message and marks terms in it. The focus stays where it is. */
  show(messageId: string, terms: readonly string[]): void
  /** Takes the marks away. */
  clear(): void
}

const NAME = 'search-match'

/**
 * Shows messages of the open chat that were found, one at a time.
 *
 * @param view - undefined where no thread is shown
 */
export function createFoundMessage(view: () => FoundMessageView | undefined): FoundMessage {
  // Answers are drawn in their own time, and code gets its colours by other nodes: it is marked again then.
  const observer = new MutationObserver(() => mark())
  let found: { readonly article: Element; readonly terms: readonly string[] } | undefined

  function show(messageId: string, terms: readonly string[]): void {
    clear()
    const article = view()?.log?.querySelector(`[data-message="${CSS.escape(messageId)}"]`)
    if (!article) return
    found = { article, terms }
    observer.observe(article, { childList: true, characterData: true, subtree: true })
    view()?.hold(mark() ?? article)
  }

  /** @returns where the first match is; undefined where none can be seen, as in the address of a link */
  function mark(): Element | undefined {
    if (!found) return undefined
    const ranges = rangesIn(found.article, found.terms)
    const canMark = ranges.length > 0 && 'highlights' in CSS
    found.article.toggleAttribute('data-found', !canMark)
    // By no element of ours in the answer: what draws it would not know of that.
    if (canMark) CSS.highlights.set(NAME, new Highlight(...ranges))
    const first = ranges[0]?.startContainer.parentElement ?? undefined
    if (first && view()?.isHolding()) view()?.hold(first)
    return first
  }

  function clear(): void {
    observer.disconnect()
    found?.article.removeAttribute('data-found')
    found = undefined
    if ('highlights' in CSS) CSS.highlights.delete(NAME)
  }

  return { show, clear }
}

function rangesIn(article: Element, terms: readonly string[]): readonly Range[] {
  return textGroups(article).flatMap((group) =>
    matchRanges(group.text, terms).map(({ start, end }) => group.rangeOf(start, end)),
  )
}
