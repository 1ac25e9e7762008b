/** Text within this distance of the upper or lower edge of the view does not count as in view, in pixels. */
const EDGE_DISTANCE = 48

/**
 * Scrolls a range of text into the middle of the view, unless it is already in view. Scrolls every ancestor up to
 * `scroller`, for example a wide code block. `scrollIntoView()` works only for elements, and a paragraph may be higher
 * than the view.
 */
export function bringIntoView(range: Range, scroller: Element): void {
  let box = range.startContainer.parentElement
  for (; box; box = box.parentElement) {
    scrollBox(box, range, box === scroller ? EDGE_DISTANCE : 0)
    if (box === scroller) return
  }
}

function scrollBox(box: Element, range: Range, edge: number): void {
  // Uses the first line of the text. A hidden text has no rectangle.
  const [rect] = range.getClientRects()
  if (!rect) return
  const view = box.getBoundingClientRect()
  if (rect.top < view.top + edge || rect.bottom > view.bottom - edge) {
    box.scrollTop += (rect.top + rect.bottom - view.top - view.bottom) / 2
  }
  if (rect.left < view.left || rect.right > view.right) {
    box.scrollLeft += (rect.left + rect.right - view.left - view.right) / 2
  }
}
