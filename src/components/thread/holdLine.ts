/**
 * Distances below the top of the view to probe for a line, in pixels and in order. A single point is not enough: the
 * first line may be cut off, and a point between two blocks hits only their common parent.
 */
const PROBE_DEPTHS = [12, 24, 36, 48]

const BLOCKS = 'p, li, pre, blockquote, tr, h1, h2, h3, h4, h5, h6, summary, article'

/** Keeps the line that the reader looks at in its place in the view while content above it changes its size. */
export interface LineHolder {
  /** Remembers the line at the top of the view. */
  capture(): void
  /**
   * Scrolls the view back to the line, unless the browser did so or the reader scrolled. Call it when sizes have
   * changed, before the browser paints.
   *
   * @param scrollTop - the scroll position before the change
   */
  restore(scrollTop: number): void
}

/** Finds the first block without nested blocks: a block with nested ones may begin above the content that changes. */
function findLine(x: number, top: number): Element | null | undefined {
  const blocks = PROBE_DEPTHS.map((depth) =>
    document.elementFromPoint(x, top + depth)?.closest(BLOCKS),
  )
  return blocks.find((block) => block?.querySelector(BLOCKS) === null) ?? blocks.find(Boolean)
}

/**
 * Creates the replacement for scroll anchoring, which WebKit does not support. In other browsers `restore` usually has
 * nothing to do, except if the browser could not scroll far enough because the content was still too short.
 *
 * @see https://drafts.csswg.org/css-scroll-anchoring/
 */
export function createLineHolder(scroller: HTMLElement, content: HTMLElement): LineHolder {
  /** The line and its ancestors, which are the fallback if the line is rendered again as another element. */
  let lines: readonly { readonly element: Element; readonly top: number }[] = []

  function topOf(element: Element): number {
    return element.getBoundingClientRect().top - content.getBoundingClientRect().top
  }

  function remember(found: Element | null | undefined): void {
    const elements: Element[] = []
    let element = found
    for (; element && element !== content; element = element.parentElement) elements.push(element)
    lines = element ? elements.map((ancestor) => ({ element: ancestor, top: topOf(ancestor) })) : []
  }

  return {
    capture() {
      const { left, top, width } = scroller.getBoundingClientRect()
      remember(findLine(left + width / 2, top))
    },
    restore(scrollTop) {
      const line = lines.find(({ element }) => element.isConnected)
      if (!line) return
      const now = topOf(line.element)
      remember(line.element)
      if (now !== line.top && scroller.scrollTop === scrollTop) scroller.scrollTop += now - line.top
    },
  }
}
