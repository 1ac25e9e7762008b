import { onScopeDispose, watch } from 'vue'
import { mayBeginWith } from '../beginsWith.ts'

/** Maximum number of characters added per frame. Laying out more at once would be noticeable. */
const MAX_PER_FRAME = 8192

/** State of a text's end: it may still grow, it was cut off, or it is complete. */
export type TextEnding = 'open' | 'cut off' | 'whole'

/**
 * Passes a growing text on at a pace that the browser can render. A large addition is spread over several frames.
 * While the page is hidden and the text still grows, nothing is passed on.
 *
 * @param show receives the text to show, and the state of its end, which is `open` until all of the text is shown.
 *   It is called immediately, and later before components render
 */
export function usePacedText(
  text: () => string,
  ending: () => TextEnding,
  show: (shown: string, ending: TextEnding) => void,
): void {
  if (typeof document === 'undefined') {
    show(text(), ending())
    return
  }

  const streaming = () => ending() === 'open'

  let shown = ''
  let frame: number | undefined

  function showMore() {
    frame = undefined
    const all = text()
    if (document.hidden && streaming()) return
    const from = mayBeginWith(all, shown) ? shown.length : 0
    const end = document.hidden ? all.length : endOfPiece(all, from)
    shown = all.slice(0, end)
    show(shown, end === all.length ? ending() : 'open')
    if (end < all.length) frame = requestAnimationFrame(showMore)
  }

  function showMoreIfIdle() {
    if (frame === undefined) showMore()
  }

  function cancel() {
    if (frame !== undefined) cancelAnimationFrame(frame)
    frame = undefined
  }

  function onVisibilityChange() {
    // A requested frame does not run while the page is hidden.
    cancel()
    showMore()
  }

  document.addEventListener('visibilitychange', onVisibilityChange)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onVisibilityChange)
    cancel()
  })
  watch([text, ending], showMoreIfIdle, { immediate: true })
}

/** Returns the end of the next piece, never between the halves of a surrogate pair. */
function endOfPiece(text: string, from: number): number {
  const end = Math.min(text.length, from + MAX_PER_FRAME)
  const last = text.charCodeAt(end - 1)
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end
}
