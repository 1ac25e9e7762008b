import { useEventListener } from '@vueuse/core'

/** In pixels. An on-screen keyboard is higher than this; the browser's own bars are not. */
const MIN_KEYBOARD_HEIGHT = 120

/** The part of `window.visualViewport` that is used here. */
type View = Pick<VisualViewport, keyof EventTarget | 'height' | 'scale'>

/**
 * Keeps the app above the on-screen keyboard: sets its height to the visible one (`--view-height`, see tokens.css).
 *
 * Browsers that support `interactive-widget=resizes-content` do this on their own. Safari lays its keyboard over the
 * page, and pushes the page up until the field is visible, which moves the header out of view.
 */
export function useViewHeight(view: View | null = window.visualViewport): void {
  if (!view) return

  function update({ height, scale }: View): void {
    const { style, clientHeight } = document.documentElement
    // When zoomed in, the user chose to see only a part of the page.
    const isCovered = scale <= 1 && clientHeight - height > MIN_KEYBOARD_HEIGHT
    if (!isCovered) {
      style.removeProperty('--view-height')
      style.removeProperty('--view-bottom')
      return
    }
    style.setProperty('--view-height', `${height}px`)
    // The keyboard covers the phone's bottom edge.
    style.setProperty('--view-bottom', '0px')
    window.scrollTo(0, 0)
  }

  useEventListener(view, ['resize', 'scroll'], () => update(view))
}
