import type { Bench } from '../bench.ts'
import { folderOf, type Contestant } from '../contestant.ts'
import type { KeyTimes, OpenedResult } from '../inPage/longBench.ts'
import { since, type MainThreadTime } from '../mainThread.ts'
import { openPage } from '../openPage.ts'

export const REFERENCE = 'plain text, by a button'

interface LongContestant extends Contestant {
  /** Turns of the chat to open, each a question and an answer of 4,000 characters together. */
  readonly turns?: number
}

export const contestants: readonly LongContestant[] = [
  { name: REFERENCE, entry: 'pages/longPlain.ts' },
  { name: 'chat of 20 messages', entry: 'pages/longChat.ts', turns: 10 },
  { name: 'chat of 2000 messages', entry: 'pages/longChat.ts', turns: 1000 },
]

/** Typed while an answer of 400 KB streams, with a pause before each key in ms. */
const TYPED_TEXT = 'Sixty characters are written while an answer streams, or so.'
const PAUSE = 50
const FLOOD = { format: 'content', rate: '1000', length: '40', kilobytes: '400' }

export interface LongFigures extends OpenedResult, MainThreadTime {
  readonly contestant: string
  readonly keys: readonly KeyTimes[]
}

/** Opens a chat with a click, and types in it while an answer streams. */
export async function measureLong(
  { browser, origin }: Bench,
  contestant: LongContestant,
): Promise<LongFigures> {
  const { name, turns = 0 } = contestant
  const flood = `/flood?${new URLSearchParams(FLOOD)}`
  const query = new URLSearchParams({ turns: String(turns), flood })
  const { page, readClock, close } = await openPage(
    browser,
    `${origin}/page/${folderOf(contestant)}?${query}`,
  )
  try {
    await page.evaluate(() => globalThis.longBench?.ready)
    const start = await readClock()
    await page.getByRole('button', { name: 'Long', exact: true }).click()
    const result = await page.evaluate(() => globalThis.longBench?.opened())
    if (!result) throw new Error('The page did not start longBench.')
    const time = since(start, await readClock())

    await page.getByRole('textbox', { name: 'Message' }).focus()
    await page.evaluate(() => globalThis.longBench?.begin())
    await page.keyboard.type(TYPED_TEXT, { delay: PAUSE })
    const keys = (await page.evaluate(() => globalThis.longBench?.keys())) ?? []
    return { ...result, ...time, keys, contestant: name }
  } finally {
    await close()
  }
}
