import type { Bench } from '../bench.ts'
import { folderOf, type Contestant } from '../contestant.ts'
import type { RenderResult } from '../inPage/renderBench.ts'
import { since, type MainThreadTime } from '../mainThread.ts'
import { openPage } from '../openPage.ts'

export const REFERENCE = 'oracle'

export const contestants: readonly Contestant[] = [
  { name: 'floor', entry: 'pages/floor.ts' },
  { name: REFERENCE, entry: 'pages/oracle.ts' },
  { name: 'ours', entry: 'pages/ours.ts' },
  { name: 'ours+highlight', entry: 'pages/oursHighlighted.ts' },
  { name: 'markstream-vue', entry: 'peers/markstreamVue.ts' },
  { name: 'markstream-vue chat', entry: 'peers/markstreamVueChat.ts' },
  { name: 'incremark (React)', entry: 'peers/incremarkReact.ts' },
  { name: 'streamdown (React)', entry: 'peers/streamdown.ts' },
  { name: 'full re-parse', entry: 'pages/fullReparse.ts' },
]

/** Time in ms after which a run is stopped; 400 KB take 53 s if every frame is on time. */
const TIMEOUT = 120_000

export interface RenderFigures extends RenderResult, MainThreadTime {
  readonly contestant: string
  readonly kilobytes: number
  /** CPU time of the first and the last tenth of the updates, in ms. */
  readonly firstTenth: number
  readonly lastTenth: number
  /** Less than `allUpdates` if the run was stopped. */
  readonly updates: number
  readonly allUpdates: number
}

/** Measures one answer that streams into a page. */
export async function measureRender(
  { browser, origin }: Bench,
  contestant: Contestant,
  kilobytes: number,
): Promise<RenderFigures> {
  const url = `${origin}/page/${folderOf(contestant)}?document=/document/${kilobytes}`
  const { page, readClock, close } = await openPage(browser, url)
  try {
    const ready = await page.evaluate(() => globalThis.renderBench?.ready)
    const allUpdates = ready?.updates ?? 0
    const tenth = Math.floor(allUpdates / 10)
    const end = Date.now() + TIMEOUT
    let updates = 0
    async function advance(count: number): Promise<MainThreadTime> {
      updates += await page.evaluate(
        async ([most, time]) => (await globalThis.renderBench?.advance(most, time)) ?? 0,
        [count, end - Date.now()] as const,
      )
      return readClock()
    }
    const start = await readClock()
    const afterFirst = await advance(tenth)
    const beforeLast = await advance(allUpdates - 2 * tenth)
    const afterLast = await advance(tenth)
    const result = await page.evaluate(() => globalThis.renderBench?.finish())
    if (!result) throw new Error('The page did not start renderBench.')
    return {
      ...result,
      ...since(start, await readClock()),
      contestant: contestant.name,
      kilobytes,
      firstTenth: since(start, afterFirst).cpu,
      lastTenth: since(beforeLast, afterLast).cpu,
      updates,
      allUpdates,
    }
  } finally {
    await close()
  }
}
