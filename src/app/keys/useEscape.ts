import { useEventListener } from '@vueuse/core'

/** Calls `act` when Escape is pressed and nothing below took it: no menu, no input method. */
export function useEscape(act: () => void): void {
  useEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) act()
  })
}
