/**
 * How far below the top of the view a line is looked for, in pixels, one after the other: the first one may be
 * cut, and between blocks there is nothing but what holds them all.
 */
const DEPTHS = [12, 24, 36, 48]

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

/** The first block that holds no other one: what holds several may begin above that which changes its size. */
function findLine(x: number, top: number): Element | null | undefined {
  const blocks = DEPTHS.map((depth) => document.elementFromPoint(x, top + depth)?.closest(BLOCKS))
  return blocks.find((block) => block?.querySelector(BLOCKS) === null) ?? blocks.find(Boolean)
}

/**
 * Browsers of the WebKit family do not anchor what is in view. In the others this finds nothing left to do, but
 * where they anchored as far as there was content, and there is more of it now.
 *
 * @see https://drafts.csswg.org/css-scroll-anchoring/
 */
export function createLineHolder(scroller: HTMLElement, content: HTMLElement): LineHolder {
  /** The line, and what it is in: it may be drawn anew. */
  let lines: readonly { readonly element: Element; readonly top: number }[] = []

  function topOf(element: Element): number {
    return element.getBoundingClientRect().top - content.getBoundingClientRect().top
  }

  function note(found: Element | null | undefined): void {
    const elements: Element[] = []
    let element = found
    for (; element && element !== content; element = element.parentElement) elements.push(element)
    lines = element ? elements.map((one) => ({ element: one, top: topOf(one) })) : []
  }

  return {
    look() {
      const { left, top, width } = scroller.getBoundingClientRect()
      note(findLine(left + width / 2, top))
    },
    hold(scrollTop) {
      const line = lines.find(({ element }) => element.isConnected)
      if (!line) return
      const now = topOf(line.element)
      note(line.element)
      if (now !== line.top && scroller.scrollTop === scrollTop) scroller.scrollTop += now - line.top
    },
  }
}
