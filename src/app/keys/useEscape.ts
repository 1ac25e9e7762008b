import { useEventListener } from '@vueuse/core'

/** Calls `onEscape` when Escape is pressed and not handled already, for example by a menu or an input method. */
export function useEscape(onEscape: () => void): void {
  useEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) onEscape()
  })
}
