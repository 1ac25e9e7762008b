import { nextTick, onBeforeUnmount, onMounted } from 'vue'

/** How many open dialogs hide an element: one dialog can open over another. */
const hiders = new WeakMap<Element, number>()

/**
 * Hides the chat log from screen readers while a modal dialog is mounted.
 *
 * Reka UI hides everything beside a modal dialog except elements with `aria-live`, so that live regions are heard.
 * It doesn't distinguish `aria-live="off"`: the log would stay readable behind the dialog.
 */
export function useHiddenLog(): void {
  let hidden: readonly Element[] = []
  let isOpen = true

  onMounted(async () => {
    // The dialog takes the focus first: browsers refuse to hide the focused element.
    await nextTick()
    if (!isOpen) return
    hidden = [...document.querySelectorAll('[aria-live=off]')]
    for (const log of hidden) {
      hiders.set(log, (hiders.get(log) ?? 0) + 1)
      log.setAttribute('aria-hidden', 'true')
    }
  })

  onBeforeUnmount(() => {
    isOpen = false
    for (const log of hidden) {
      const count = (hiders.get(log) ?? 1) - 1
      hiders.set(log, count)
      if (count === 0) log.removeAttribute('aria-hidden')
    }
  })
}
