import type { Locator } from '@playwright/test'

/**
 * Looks at a line in every frame, as it is drawn. Returns what ends that, and tells how far it moved at most, in
 * pixels.
 */
export async function watchLine(line: Locator): Promise<() => Promise<number>> {
  const watched = await line.evaluateHandle((element) => {
    const tops: number[] = []
    const look = () => tops.push(element.isConnected ? element.getBoundingClientRect().top : NaN)
    look()
    /** What the page does about sizes before they are drawn is done by then: its observers are older. */
    const beforeDrawing = (act: () => void) =>
      requestAnimationFrame(() => {
        const observer = new ResizeObserver(() => {
          observer.disconnect()
          act()
        })
        observer.observe(document.documentElement)
      })
    let isOver = false
    const lookOn = (): unknown => isOver || beforeDrawing(() => (look(), lookOn()))
    lookOn()
    return {
      end: () =>
        // What was done just before is drawn first.
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
