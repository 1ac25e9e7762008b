import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'

/** Characters that are added between two frames at most: laying out more at once could be felt. */
const MOST_AT_ONCE = 8192

/**
 * A text as far as it is to be shown. What comes all at once is shown over several frames; while the page is
 * hidden and more is to come, nothing is shown that nobody sees.
 */
export function usePacedText(
  text: () => string,
  streaming: () => boolean,
): { shown: Readonly<ShallowRef<string>>; isWhole: ComputedRef<boolean> } {
  const shown = shallowRef('')
  const isWhole = computed(() => !streaming() && shown.value.length === text().length)
  if (typeof document === 'undefined') {
    shown.value = text()
    return { shown, isWhole }
  }

  let frame: number | undefined

  function showMore() {
    frame = undefined
    const all = text()
    if (document.hidden && streaming()) return
    const from = all.startsWith(shown.value) ? shown.value.length : 0
    const end = document.hidden ? all.length : endOfPiece(all, from)
    shown.value = all.slice(0, end)
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
  watch([text, streaming], showMoreIfIdle, { immediate: true })
  return { shown, isWhole }
}

/** Where the next piece ends: not between the halves of a character. */
function endOfPiece(text: string, from: number): number {
  const end = Math.min(text.length, from + MOST_AT_ONCE)
  const last = text.charCodeAt(end - 1)
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end
}
