import { nextTick, onBeforeUnmount, onMounted } from 'vue'

/** Number of open dialogs that hide an element. One dialog can open over another. */
const dialogCounts = new WeakMap<Element, number>()

/**
 * Hides the chat log from screen readers while a modal dialog is mounted.
 *
 * Reka UI hides everything beside a modal dialog except elements with `aria-live`, so that live regions still work.
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
      dialogCounts.set(log, (dialogCounts.get(log) ?? 0) + 1)
      log.setAttribute('aria-hidden', 'true')
    }
  })

  onBeforeUnmount(() => {
    isOpen = false
    for (const log of hidden) {
      const count = (dialogCounts.get(log) ?? 1) - 1
      dialogCounts.set(log, count)
      if (count === 0) log.removeAttribute('aria-hidden')
    }
  })
}
