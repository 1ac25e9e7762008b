import type { Locator } from '@playwright/test'

/** Looks at a line in every frame. Returns what ends that, and tells how far it moved at most, in pixels. */
export async function watchLine(line: Locator): Promise<() => Promise<number>> {
  const watched = await line.evaluateHandle((element) => {
    const tops = [element.getBoundingClientRect().top]
    let frame = requestAnimationFrame(function look() {
      tops.push(element.getBoundingClientRect().top)
      frame = requestAnimationFrame(look)
    })
    return {
      end: () =>
        // What was done just before is drawn first.
        new Promise<number>((resolve) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              cancelAnimationFrame(frame)
              tops.push(element.isConnected ? element.getBoundingClientRect().top : Infinity)
              resolve(Math.max(...tops) - Math.min(...tops))
            }),
          ),
        ),
    }
  })
  return () => watched.evaluate(({ end }) => end())
}
