import { useEventListener } from '@vueuse/core'

/** In pixels. A keyboard is higher than this, a browser's own bars are not. */
const LOWEST_KEYBOARD = 120

/** What is read of `window.visualViewport`. */
type View = Pick<VisualViewport, keyof EventTarget | 'height' | 'scale'>

/**
 * Keeps the app above the keyboard of the screen: as high as what is seen (`--view-height`, see tokens.css).
 *
 * Browsers that know `interactive-widget=resizes-content` do so themselves. Safari lays its keyboard over the page,
 * and pushes the page up so far that the field can be seen, and its header cannot.
 */
export function useViewHeight(view: View | null = window.visualViewport): void {
  if (!view) return

  function look({ height, scale }: View): void {
    const { style, clientHeight } = document.documentElement
    // Zoomed in, a part of the page is what its reader wants to see.
    const isCovered = scale <= 1 && clientHeight - height > LOWEST_KEYBOARD
    if (!isCovered) {
      style.removeProperty('--view-height')
      style.removeProperty('--view-bottom')
      return
    }
    style.setProperty('--view-height', `${height}px`)
    // The keyboard lies over it.
    style.setProperty('--view-bottom', '0px')
    window.scrollTo(0, 0)
  }

  useEventListener(view, ['resize', 'scroll'], () => look(view))
}
