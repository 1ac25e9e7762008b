import { expect, test as base, type Page } from '@playwright/test'
import { answerTo, FOREVER, REFUSAL, REFUSE, THROW } from '../nest-server/model.ts'
import { startNestServer, type NestServer } from '../nest-server/startNestServer.ts'
import { startPageServer } from './startPageServer.ts'

const QUESTION = 'Wer fragt? & 谁在问 🐉'

type Transport = 'get' | 'session' | 'eventsource'

/** The built package in a page of another origin than the NestJS server that it asks. */
const test = base.extend<{ nest: NestServer; ask: (by: Transport, text: string) => Promise<void> }>(
  {
    nest: async ({}, use) => {
      const nest = await startNestServer()
      await use(nest)
      await nest.close()
    },
    ask: async ({ page, nest }, use) => {
      const pages = await startPageServer()
      await use(async (transport, question) => {
        const options = new URLSearchParams({ url: nest.url, transport })
        await page.goto(`${pages.url}?${options.toString()}`)
        await page.getByLabel('Question').fill(question)
        await page.getByRole('button', { name: 'Send' }).click()
      })
      pages.close()
    },
  },
)

const textIn = (page: Page) => page.getByRole('log').evaluate(({ textContent }) => textContent)
const outcomeIn = (page: Page) => page.getByRole('status', { name: 'Outcome' })

/** Whoever would ask a question again has the time to while a bare `EventSource` does so three times. */
async function askAgainNatively(page: Page, nest: NestServer): Promise<void> {
  const question = 'a question of nobody else'
  await page.evaluate(
    (address) => void new EventSource(address),
    `${nest.url}?${new URLSearchParams({ message: question }).toString()}`,
  )
  await expect.poll(() => nest.runs(question), { intervals: [50] }).toBeGreaterThanOrEqual(4)
}

for (const transport of ['get', 'session'] as const) {
  test(`the transport ${transport} brings the whole text, of one run`, async ({
    page,
    nest,
    ask,
  }) => {
    await ask(transport, QUESTION)
    await expect(outcomeIn(page)).toHaveText('complete')
    expect(await textIn(page)).toBe(answerTo(QUESTION))
    await askAgainNatively(page, nest)
    expect(nest.runs(QUESTION)).toBe(1)
  })

  for (const [question, words] of [
    [THROW, 'Internal server error'],
    [REFUSE, REFUSAL],
  ] as const) {
    test(`the transport ${transport} fails with “${words}”`, async ({ page, nest, ask }) => {
      await ask(transport, question)
      await expect(outcomeIn(page)).toHaveText(`failed: server: ${words}`)
      expect(await textIn(page)).toBe(answerTo(question))
      await askAgainNatively(page, nest)
      expect(nest.runs(question)).toBe(1)
    })
  }

  test(`the transport ${transport} is truncated where the connection breaks`, async ({
    page,
    nest,
    ask,
  }) => {
    await ask(transport, FOREVER)
    await expect(page.getByRole('log')).not.toBeEmpty()
    nest.dropConnections()
    await expect(outcomeIn(page)).toHaveText(/^truncated: network: /)
    const text = await textIn(page)
    expect(text).not.toBe('')
    expect(answerTo(FOREVER, 100_000).startsWith(text)).toBe(true)
    await askAgainNatively(page, nest)
    expect(nest.runs(FOREVER)).toBe(1)
  })
}

test('the transport eventsource brings the whole text, of one run, and cannot know that it is whole', async ({
  page,
  nest,
  ask,
}) => {
  await ask('eventsource', QUESTION)
  await expect(outcomeIn(page)).toHaveText(/^truncated: incomplete: /)
  expect(await textIn(page)).toBe(answerTo(QUESTION))
  await askAgainNatively(page, nest)
  expect(nest.runs(QUESTION)).toBe(1)
})

test('the transport eventsource fails with the words in the stream', async ({
  page,
  nest,
  ask,
}) => {
  await ask('eventsource', THROW)
  await expect(outcomeIn(page)).toHaveText('failed: server: Internal server error')
  await askAgainNatively(page, nest)
  expect(nest.runs(THROW)).toBe(1)
})

test('a page that is left closes its stream', async ({ page, nest, ask }) => {
  await ask('get', FOREVER)
  await expect(page.getByRole('log')).not.toBeEmpty()
  await page.goto('about:blank')
  await expect.poll(() => nest.openResponses()).toBe(0)
  expect(nest.runs(FOREVER)).toBe(1)
})
