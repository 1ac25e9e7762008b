/** How long nothing may change before a page counts as finished, in ms. */
const QUIET = 400
/** Longest wait in ms. After it the page counts as finished. */
const MAX_WAIT = 15_000

/**
 * Waits until an element has not changed for a while: some renderers continue after the text has ended.
 *
 * @returns the time of its last change, as a `performance.now()` value
 */
export async function waitUntilQuiet(element: HTMLElement): Promise<number> {
  const start = performance.now()
  let changed = start
  const observer = new MutationObserver(() => (changed = performance.now()))
  observer.observe(element, { subtree: true, childList: true, characterData: true })
  while (performance.now() - changed < QUIET && performance.now() - start < MAX_WAIT)
    await new Promise((resolve) => setTimeout(resolve, QUIET / 4))
  observer.disconnect()
  return changed
}
