/** How long to wait for the browser to tell of a paint that has happened, in ms. */
const PATIENCE = 3000

/** When the page first showed anything, in ms since it was opened; NaN if it has not. */
export async function firstContentfulPaint(): Promise<number> {
  const end = performance.now() + PATIENCE
  for (;;) {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    if (paint) return paint.startTime
    if (performance.now() > end) return NaN
    await new Promise((resolve) => setTimeout(resolve, PATIENCE / 30))
  }
}
