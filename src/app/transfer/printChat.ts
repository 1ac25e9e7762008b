import { nextTick } from 'vue'

/** How long what is to be drawn may take, in milliseconds. What is not there by then is printed as its source. */
const LONGEST_WAIT = 5000

/**
 * Prints the open chat, all of it: see styles/print.css. Diagrams, which are drawn when they come near to the
 * screen, are drawn before, and in light colours; a browser's own menu does not wait for them.
 */
export async function printChat(): Promise<void> {
  const root = document.documentElement
  const theme = root.dataset['theme']
  const restore = () => {
    if (theme === undefined) delete root.dataset['theme']
    else root.dataset['theme'] = theme
  }
  root.dataset['theme'] = 'light'
  addEventListener('afterprint', restore, { once: true })

  dispatchEvent(new Event('beforeprint'))
  await nextTick()
  await untilDrawn(performance.now() + LONGEST_WAIT)
  print()
}

/** Resolves when nothing is being drawn any more, or at that time. */
async function untilDrawn(deadline: number): Promise<void> {
  await document.fonts.ready
  do await nextFrame()
  while (document.querySelector('[aria-busy="true"]') && performance.now() < deadline)
  // A picture that is there may not be decoded yet.
  await Promise.allSettled(Array.from(document.images, (image) => image.decode()))
}

function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame)
}
