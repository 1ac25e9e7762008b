import type { Bench } from '../bench.ts'
import { folderOf, type Contestant } from '../contestant.ts'
import type { RenderResult } from '../inPage/renderBench.ts'
import { since, type MainThreadTime } from '../mainThread.ts'
import { openPage } from '../openPage.ts'
import { contestants as renderers } from './render.ts'

export const REFERENCE = 'one screen of plain text'

const KILOBYTES = 400

/** The contestants: renderers that open one answer of 400 KB at once, and a thread of 4 MB. */
export const contestants: readonly Contestant[] = [
  { name: REFERENCE, entry: 'pages/openScreen.ts' },
  ...renderers
    .filter(({ name }) => name !== 'oracle')
    .map(({ name, entry }) => ({ name: name === 'floor' ? 'plain text' : name, entry })),
  { name: 'thread of 2000 messages', entry: 'pages/openThread.ts' },
]

export interface OpenFigures extends RenderResult, MainThreadTime {
  readonly contestant: string
}

export async function measureOpen(
  { browser, origin }: Bench,
  contestant: Contestant,
): Promise<OpenFigures> {
  const { page, readClock, close } = await openPage(
    browser,
    `${origin}/page/${folderOf(contestant)}?document=/document/${KILOBYTES}`,
  )
  try {
    await page.evaluate(() => globalThis.renderBench?.ready)
    const start = await readClock()
    const result = await page.evaluate(() => globalThis.renderBench?.open())
    if (!result) throw new Error('The page did not start renderBench.')
    return { ...result, ...since(start, await readClock()), contestant: contestant.name }
  } finally {
    await close()
  }
}
