/** Runs in the page. Resolves when smooth scrolling ended: the position stayed the same for five frames. */
export async function waitForScrollEnd(log: HTMLElement | SVGElement): Promise<void> {
  for (let still = 0, top = log.scrollTop; still < 5; still += 1) {
    await new Promise(requestAnimationFrame)
    if (log.scrollTop !== top) still = 0
    top = log.scrollTop
  }
}
