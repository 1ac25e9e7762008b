import type { Bench } from '../bench.ts'
import { folderOf, type Contestant } from '../contestant.ts'
import type { ClientResult } from '../inPage/clientBench.ts'
import { since, type MainThreadTime } from '../mainThread.ts'
import { openPage } from '../openPage.ts'

export const REFERENCE = 'useChatStream + plain text'

interface ClientContestant extends Contestant {
  readonly format: 'content' | 'ai-sdk'
}

export const contestants: readonly ClientContestant[] = [
  { name: REFERENCE, entry: 'pages/clientPlain.ts', format: 'content' },
  {
    name: 'useChatStream + StreamMarkdown',
    entry: 'pages/clientMarkdown.ts',
    format: 'content',
  },
  { name: 'whole app (plain text)', entry: 'pages/clientAppPlain.ts', format: 'content' },
  { name: 'whole app', entry: 'pages/clientApp.ts', format: 'content' },
  { name: '@ai-sdk/vue + plain text', entry: 'peers/clientAiSdk.ts', format: 'ai-sdk' },
  {
    name: '@ai-sdk/vue throttled + plain text',
    entry: 'peers/clientAiSdkThrottled.ts',
    format: 'ai-sdk',
  },
]

/** Events per second and characters per event: 400 KB in total, in 10 and in 5 seconds. */
export const FLOODS = [
  { rate: 1000, length: 40 },
  { rate: 10_000, length: 8 },
] as const
const KILOBYTES = 400
/** Time in ms after which a client fails that has not read everything. */
const TIMEOUT = 120_000

export interface ClientFigures extends ClientResult, MainThreadTime {
  readonly contestant: string
  readonly rate: number
}

/** Measures one flood from the network to the screen. */
export async function measureClient(
  { browser, origin }: Bench,
  contestant: ClientContestant,
  { rate, length }: (typeof FLOODS)[number],
): Promise<ClientFigures> {
  const { name, format } = contestant
  const flood = `/flood?${new URLSearchParams({
    format,
    rate: String(rate),
    length: String(length),
    kilobytes: String(KILOBYTES),
  })}`
  const query = new URLSearchParams({ document: `/document/${KILOBYTES}`, flood })
  const { page, readClock, close } = await openPage(
    browser,
    `${origin}/page/${folderOf(contestant)}?${query}`,
  )
  page.setDefaultTimeout(TIMEOUT)
  try {
    await page.evaluate(() => globalThis.clientBench?.ready)
    const start = await readClock()
    const result = await page.evaluate(() => globalThis.clientBench?.run())
    if (!result) throw new Error('The page did not start clientBench.')
    return { ...result, ...since(start, await readClock()), contestant: name, rate }
  } finally {
    await close()
  }
}
