import type { Page } from '@playwright/test'

/** What a page's main thread has done since it began, in ms of CPU time. */
export interface MainThreadTime {
  /** All of its tasks: script, style, layout, painting, garbage collection. */
  readonly busy: number
  /** Style and layout. */
  readonly layout: number
}

/**
 * Makes a function that reads Chromium's own account of the page's main thread.
 *
 * `TaskDuration` covers whatever runs there, so that no renderer can hide its work in another phase. It
 * is asked for in thread ticks, CPU time, since in wall time it grows whenever another program gets the
 * core.
 */
export async function createMainThreadClock(page: Page): Promise<() => Promise<MainThreadTime>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const read = (name: string) => (metrics.find((one) => one.name === name)?.value ?? NaN) * 1000
    return {
      busy: read('TaskDuration'),
      layout: read('LayoutDuration') + read('RecalcStyleDuration'),
    }
  }
}

export function since(before: MainThreadTime, after: MainThreadTime): MainThreadTime {
  return {
    busy: after.busy - before.busy,
    layout: after.layout - before.layout,
  }
}
