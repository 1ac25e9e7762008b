/** How near to the upper or lower edge of the view is too near to be seen well, in pixels. */
const EDGE = 48

/**
 * Puts a piece of text into the middle of the view, unless it is in view: in whatever scrolls around it, such as
 * wide code, up to `scroller`. Browsers can do that for elements alone, and a paragraph may be higher than the
 * view.
 */
export function bringIntoView(range: Range, scroller: Element): void {
  let box = range.startContainer.parentElement
  for (; box; box = box.parentElement) {
    scrollBox(box, range, box === scroller ? EDGE : 0)
    if (box === scroller) return
  }
}

function scrollBox(box: Element, range: Range, edge: number): void {
  // The first line of it, where it goes on in another one. There is none where it is not shown.
  const [place] = range.getClientRects()
  if (!place) return
  const view = box.getBoundingClientRect()
  if (place.top < view.top + edge || place.bottom > view.bottom - edge) {
    box.scrollTop += (place.top + place.bottom - view.top - view.bottom) / 2
  }
  if (place.left < view.left || place.right > view.right) {
    box.scrollLeft += (place.left + place.right - view.left - view.right) / 2
  }
}
