import { matchRanges } from '../../stores/index.ts'
import { textGroups } from '../i18n/textGroups.ts'

/** The part of the shown thread that finding uses. */
export interface FoundMessageView {
  readonly log: Element | null
  /** Draws a message, however far it is from the view. Resolves when it is in the page. */
  reveal(messageId: string): Promise<void>
  /**
   * Scrolls an element to the middle of the view, and keeps it there until the user scrolls. A range of text scrolls
   * only if it is out of view.
   */
  hold(place: Element | Range): void
  isHolding(): boolean
}

export interface FoundMessage {
  /** Scrolls to a message and marks terms in it. Doesn't move the focus. */
  show(messageId: string, terms: readonly string[]): void
  /** Removes the marks. */
  clear(): void
}

const HIGHLIGHT_NAME = 'search-match'

/**
 * Shows search results in the open chat, one message at a time.
 *
 * @param view - returns undefined while no thread is shown
 */
export function createFoundMessage(view: () => FoundMessageView | undefined): FoundMessage {
  // Mark again whenever the message changes: answers are drawn in steps, and highlighted code replaces its nodes.
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

  /** @returns the element of the first match; undefined if no match is visible, as in the URL of a link */
  function mark(): Element | undefined {
    if (!found) return undefined
    const ranges = rangesIn(found.article, found.terms)
    const canMark = ranges.length > 0 && 'highlights' in CSS
    found.article.toggleAttribute('data-found', !canMark)
    // Don't wrap matches in elements: the renderer doesn't expect foreign nodes in the answer.
    if (canMark) CSS.highlights.set(HIGHLIGHT_NAME, new Highlight(...ranges))
    const first = ranges[0]?.startContainer.parentElement ?? undefined
    if (first && view()?.isHolding()) view()?.hold(first)
    return first
  }

  function clear(): void {
    observer.disconnect()
    found?.article.removeAttribute('data-found')
    found = undefined
    if ('highlights' in CSS) CSS.highlights.delete(HIGHLIGHT_NAME)
  }

  return { show, clear }
}

function rangesIn(article: Element, terms: readonly string[]): readonly Range[] {
  return textGroups(article).flatMap((group) =>
    matchRanges(group.text, terms).map(({ start, end }) => group.rangeOf(start, end)),
  )
}
