/** How long nothing may change before a page counts as done, in ms. */
const QUIET = 400
/** After this it is taken as it is. */
const LONGEST = 15_000

/**
 * Waits until an element has not changed for a while: some renderers go on after the text has ended.
 *
 * @returns when it changed last, as `performance.now()` tells
 */
export async function untilQuiet(element: HTMLElement): Promise<number> {
  const start = performance.now()
  let changed = start
  const observer = new MutationObserver(() => (changed = performance.now()))
  observer.observe(element, { subtree: true, childList: true, characterData: true })
  while (performance.now() - changed < QUIET && performance.now() - start < LONGEST)
    await new Promise((resolve) => setTimeout(resolve, QUIET / 4))
  observer.disconnect()
  return changed
}
