import type { Locator } from '@playwright/test'

/**
 * Watches the position of a line in every frame, as it is drawn. Returns a function that ends the watch and returns the
 * distance between the highest and the lowest position, in pixels.
 */
export async function watchLine(line: Locator): Promise<() => Promise<number>> {
  const watched = await line.evaluateHandle((element) => {
    const tops: number[] = []
    const look = () => tops.push(element.isConnected ? element.getBoundingClientRect().top : NaN)
    look()
    /** Runs after the page's own ResizeObservers, which are older, and before the frame is drawn. */
    const beforeDrawing = (act: () => void) =>
      requestAnimationFrame(() => {
        const observer = new ResizeObserver(() => {
          observer.disconnect()
          act()
        })
        observer.observe(document.documentElement)
      })
    let isOver = false
    const lookInEveryFrame = (): unknown =>
      isOver || beforeDrawing(() => (look(), lookInEveryFrame()))
    lookInEveryFrame()
    return {
      end: () =>
        // Wait one more frame, so that the latest change is drawn before the last look.
        new Promise<number>((resolve) =>
          beforeDrawing(() =>
            beforeDrawing(() => {
              isOver = true
              look()
              resolve(Math.max(...tops) - Math.min(...tops))
            }),
          ),
        ),
    }
  })
  return () => watched.evaluate(({ end }) => end())
}
