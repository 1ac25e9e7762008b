import { onScopeDispose, watch } from 'vue'
import { mayBeginWith } from '../beginsWith.ts'

/** Characters that are added between two frames at most: laying out more at once could be felt. */
const MOST_AT_ONCE = 8192

/** How a text stands: more of it is to come; it broke off; or it is all there. */
export type TextEnding = 'open' | 'cut off' | 'whole'

/**
 * Hands a text on as far as it is to be shown. What comes all at once is shown over several frames; while the
 * page is hidden and more is to come, nothing is shown that nobody sees.
 *
 * @param show gets what is to be shown, and how it stands: open until all of it is shown; called at once, and
 *   later before components are drawn
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
    // Frames that were asked for do not come while the page is hidden.
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

/** Where the next piece ends: not between the halves of a character. */
function endOfPiece(text: string, from: number): number {
  const end = Math.min(text.length, from + MOST_AT_ONCE)
  const last = text.charCodeAt(end - 1)
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end
}
