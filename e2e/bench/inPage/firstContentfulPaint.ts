/** How long to wait for the browser to report a paint, in ms. */
const TIMEOUT = 3000

/** Returns when the page first showed anything, in ms since it was opened; NaN if it has not. */
export async function firstContentfulPaint(): Promise<number> {
  const end = performance.now() + TIMEOUT
  for (;;) {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    if (paint) return paint.startTime
    if (performance.now() > end) return NaN
    await new Promise((resolve) => setTimeout(resolve, TIMEOUT / 30))
  }
}
