import type { CDPSession, Page } from '@playwright/test'

/** An event of a Chromium trace. Times are in microseconds, those of the thread without waiting. */
export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly tts?: number
  readonly tdur?: number
}

/** Starts a trace of a page. Returns a function that ends it and returns its events. */
export async function traceTasks(page: Page): Promise<() => Promise<readonly TraceEvent[]>> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    // The protocol does not describe the events: these are the fields of all of them.
    events.push(...(value as unknown as readonly TraceEvent[]))
  })
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'devtools.timeline'],
      recordMode: 'recordAsMuchAsPossible',
    },
  })
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
    await session.send('Tracing.end')
    await complete
    return events
  }
}

/**
 * Returns the thread time of the longest task on the page's main thread, in ms: the thread that updates layouts most
 * often. Counts what runs inside a task, too, because Chromium reports a task that spans two pieces of the trace
 * without its time.
 */
export function longestTaskIn(events: readonly TraceEvent[]): number {
  const counts = new Map<string, number>()
  for (const event of events) {
    if (event.name !== 'UpdateLayoutTree') continue
    counts.set(threadOf(event), (counts.get(threadOf(event)) ?? 0) + 1)
  }
  const [main] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? []
  const times = events.filter((event) => threadOf(event) === main).map(({ tdur = 0 }) => tdur)
  return times.reduce((longest, time) => Math.max(longest, time), 0) / 1000
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid}/${tid}`
}
