/** How far below the top of the view a line is looked for, in pixels: its first one may be cut. */
const DEPTH = 12

const BLOCKS = 'p, li, pre, blockquote, tr, h1, h2, h3, h4, h5, h6, summary, article'

/** Keeps what a reader looks at in its place in the view, while what is above it changes its size. */
export interface LineHolder {
  /** Notes what is at the top of the view now. */
  look(): void
  /**
   * To be called when sizes changed and before that is drawn: takes the view along with the line, unless the
   * browser did it, or the reader moved.
   *
   * @param scrollTop - where the view was before
   */
  hold(scrollTop: number): void
}

/**
 * Browsers of the WebKit family do not anchor what is in view. In the others this finds nothing left to do, but
 * where they anchored as far as there was content, and there is more of it now.
 *
 * @see https://drafts.csswg.org/css-scroll-anchoring/
 */
export function createLineHolder(scroller: HTMLElement, content: HTMLElement): LineHolder {
  let line: { readonly element: Element; readonly top: number } | undefined

  function topOf(element: Element): number {
    return element.getBoundingClientRect().top - content.getBoundingClientRect().top
  }

  return {
    look() {
      const { left, top, width } = scroller.getBoundingClientRect()
      const found = document.elementFromPoint(left + width / 2, top + DEPTH)?.closest(BLOCKS)
      line = found && content.contains(found) ? { element: found, top: topOf(found) } : undefined
    },
    hold(scrollTop) {
      if (!line?.element.isConnected) return
      const { element, top } = line
      const now = topOf(element)
      line = { element, top: now }
      if (now !== top && scroller.scrollTop === scrollTop) scroller.scrollTop += now - top
    },
  }
}
