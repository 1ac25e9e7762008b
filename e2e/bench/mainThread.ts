import type { CDPSession, Page } from '@playwright/test'

/** Time that a page's main thread has spent since its start, in ms. */
export interface MainThreadTime {
  /** Time in tasks: script, style, layout, painting, garbage collection, submitting frames. */
  readonly busy: number
  /** The part of `busy` spent computing, without waiting for a core or the compositor. */
  readonly cpu: number
  /** CPU time of style and layout. */
  readonly layout: number
}

/**
 * Creates a function that reads Chromium's own metrics of the page's main thread.
 *
 * `TaskDuration` covers everything that runs there, so no renderer can hide its work in another phase. It costs nothing
 * to collect, while a trace of the same adds half as much again. It is read twice: in wall time, which users notice, and
 * in CPU time, which is independent of other programs on the machine.
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
