import { nextTick } from 'vue'

/** Milliseconds to wait for diagrams and images. A diagram that is not drawn by then is printed as its source. */
const MAX_WAIT = 5000

/**
 * Prints the whole open chat, see styles/print.css. First draws all diagrams, in light colors: normally they are
 * drawn when they are near the view. Printing from the browser's menu doesn't wait for them.
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
  await waitUntilDrawn(performance.now() + MAX_WAIT)
  print()
}

/** Resolves when everything is drawn, at the latest at the deadline. */
async function waitUntilDrawn(deadline: number): Promise<void> {
  await document.fonts.ready
  do await nextFrame()
  while (document.querySelector('[aria-busy="true"]') && performance.now() < deadline)
  // A loaded image may not be decoded yet.
  await Promise.allSettled(Array.from(document.images, (image) => image.decode()))
}

function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame)
}
