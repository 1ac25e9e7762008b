import { expect, test as base, type Page } from '@playwright/test'
import { answerTo, FOREVER, REFUSAL, REFUSE, THROW } from '../nest-server/model.ts'
import { startNestServer, type NestServer } from '../nest-server/startNestServer.ts'
import { startPageServer } from './startPageServer.ts'

const QUESTION = 'Wer fragt? & 谁在问 🐉'

type Transport = 'get' | 'session' | 'eventsource'

/** The built package in a page of another origin than its NestJS server. */
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

/**
 * Waits until an unclosed native `EventSource` has sent its question four times. A client that wrongly retries would
 * have done so by then.
 */
async function waitForNativeReconnects(page: Page, nest: NestServer): Promise<void> {
  const question = 'another question'
  await page.evaluate(
    (url) => void new EventSource(url),
    `${nest.url}?${new URLSearchParams({ message: question }).toString()}`,
  )
  await expect.poll(() => nest.runs(question), { intervals: [50] }).toBeGreaterThanOrEqual(4)
}

for (const transport of ['get', 'session'] as const) {
  test(`the transport ${transport} receives the whole text of one run @main`, async ({
    page,
    nest,
    ask,
  }) => {
    await ask(transport, QUESTION)
    await expect(outcomeIn(page)).toHaveText('complete')
    expect(await textIn(page)).toBe(answerTo(QUESTION))
    await waitForNativeReconnects(page, nest)
    expect(nest.runs(QUESTION)).toBe(1)
  })

  for (const [question, message] of [
    [THROW, 'Internal server error'],
    [REFUSE, REFUSAL],
  ] as const) {
    test(`the transport ${transport} fails with “${message}”`, async ({ page, nest, ask }) => {
      await ask(transport, question)
      await expect(outcomeIn(page)).toHaveText(`failed: server: ${message}`)
      expect(await textIn(page)).toBe(answerTo(question))
      await waitForNativeReconnects(page, nest)
      expect(nest.runs(question)).toBe(1)
    })
  }

  test(`the transport ${transport} ends as truncated if the connection breaks`, async ({
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
    await waitForNativeReconnects(page, nest)
    expect(nest.runs(FOREVER)).toBe(1)
  })
}

test('the transport eventsource receives the whole text of one run, but has no proof that it is complete', async ({
  page,
  nest,
  ask,
}) => {
  await ask('eventsource', QUESTION)
  await expect(outcomeIn(page)).toHaveText(/^truncated: incomplete: /)
  expect(await textIn(page)).toBe(answerTo(QUESTION))
  await waitForNativeReconnects(page, nest)
  expect(nest.runs(QUESTION)).toBe(1)
})

test('the transport eventsource fails with the error message in the stream', async ({
  page,
  nest,
  ask,
}) => {
  await ask('eventsource', THROW)
  await expect(outcomeIn(page)).toHaveText('failed: server: Internal server error')
  await waitForNativeReconnects(page, nest)
  expect(nest.runs(THROW)).toBe(1)
})

test('a page closes its stream when the user leaves it @main', async ({ page, nest, ask }) => {
  await ask('get', FOREVER)
  await expect(page.getByRole('log')).not.toBeEmpty()
  await page.goto('about:blank')
  await expect.poll(() => nest.openResponses()).toBe(0)
  expect(nest.runs(FOREVER)).toBe(1)
})
