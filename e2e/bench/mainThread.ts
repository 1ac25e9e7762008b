import type { CDPSession, Page } from '@playwright/test'

/** What a page's main thread has done since it began, in ms. */
export interface MainThreadTime {
  /** While one of its tasks ran: script, style, layout, painting, garbage collection, handing over a frame. */
  readonly busy: number
  /** What of that was computing, and not waiting for a core or for the compositor. */
  readonly cpu: number
  /** CPU time of style and layout. */
  readonly layout: number
}

/**
 * Makes a function that reads Chromium's own account of the page's main thread.
 *
 * `TaskDuration` covers whatever runs there, so that no renderer can hide its work in another phase, and
 * costs nothing to keep, where a trace of the same adds half as much again. It is read twice, in wall
 * time, which is what a reader feels, and in CPU time, which other programs on the machine do not spoil.
 */
export async function createMainThreadClock(page: Page): Promise<() => Promise<MainThreadTime>> {
  const wall = await createMetrics(page, 'timeTicks')
  const cpu = await createMetrics(page, 'threadTicks')
  return async () => {
    const inCpu = await cpu()
    return {
      busy: (await wall())('TaskDuration'),
      cpu: inCpu('TaskDuration'),
      layout: inCpu('LayoutDuration') + inCpu('RecalcStyleDuration'),
    }
  }
}

async function createMetrics(page: Page, timeDomain: 'timeTicks' | 'threadTicks') {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (name: string) => (metrics.find((one) => one.name === name)?.value ?? NaN) * 1000
  }
}

export function since(before: MainThreadTime, after: MainThreadTime): MainThreadTime {
  return {
    busy: after.busy - before.busy,
    cpu: after.cpu - before.cpu,
    layout: after.layout - before.layout,
  }
}
