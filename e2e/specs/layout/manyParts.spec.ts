import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'

// An answer may have any number of parts. What the page keeps and draws of them has bounds; its text has none.

/** More elements than the whole app and a bounded answer need. */
const MAX_ELEMENTS = 30_000

function countElements(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('*').length)
}

/** Returns how many parts of each type are stored of the last answer, and its text. */
function readStored(page: Page) {
  return page.evaluate(async () => {
    const [{ name = '' } = {}] = await indexedDB.databases()
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('The database did not open.'))
    })
    const rows = await new Promise<readonly { message: StoredMessage }[]>((resolve, reject) => {
      const request = database.transaction('messages').objectStore('messages').getAll()
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('The messages were not read.'))
    })
    database.close()
    const answer = rows.map(({ message }) => message).find(({ role }) => role === 'assistant')
    const counts: Record<string, number> = {}
    for (const { type } of answer?.parts ?? []) counts[type] = (counts[type] ?? 0) + 1
    const text = answer?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
    return { counts, text, omitted: answer?.omitted, outcome: answer?.outcome }
  })
}

interface StoredMessage {
  readonly role: string
  readonly parts: readonly { readonly type: string; readonly text?: string }[]
  readonly omitted?: object
  readonly outcome?: string
}

test('2,500 tool calls are bounded, folded into a group, and shown on demand', async ({
  chat,
  page,
}) => {
  test.slow()
  await chat.ask('/many-tools 2500 pace=0 a story')
  await chat.expectIdle()
  await expect(chat.lastAnswer.getByText('Not shown: 1,500 tool calls')).toBeVisible()
  expect(await countElements(page)).toBeLessThan(2000)
  await expect.poll(async () => (await readStored(page)).outcome).toBe('complete')
  const { counts, omitted } = await readStored(page)
  expect(counts).toMatchObject({ tool: 1000, text: 1 })
  expect(omitted).toEqual({ tool: 1500 })

  const group = chat.lastAnswer.getByRole('group').filter({ hasText: '980 more tool calls' })
  const summary = group.locator('summary').first()
  await expect(summary).toContainText('Done')
  await summary.focus()
  await page.keyboard.press('Enter')
  await expect(group.getByRole('group')).toHaveCount(50)
  await group.getByRole('button', { name: 'Show 50 more of 930' }).press('Enter')
  await expect(group.getByRole('group')).toHaveCount(100)
  await expect(group.getByRole('button', { name: 'Show 50 more of 880' })).toBeFocused()
})

test('1,300 sources are bounded, and the first of them are shown @main', async ({ chat, page }) => {
  test.slow()
  await chat.ask('/many-sources 1300 pace=0 a story')
  await chat.expectIdle()
  const sources = chat.lastAnswer.getByRole('region', { name: 'Sources' })
  await expect(sources.getByRole('listitem')).toHaveCount(20)
  await expect(chat.lastAnswer.getByText('Not shown: 300 sources')).toBeVisible()
  await sources.getByRole('button', { name: 'Show 100 more of 980' }).click()
  await expect(sources.getByRole('listitem')).toHaveCount(120)
  await expect.poll(async () => (await readStored(page)).counts['source']).toBe(1000)
})

test('3,000 alternating parts are bounded without losing a word, also after a reload', async ({
  chat,
  page,
}) => {
  // A busy machine draws for long: only parts that never appear reach these times.
  test.slow()
  await chat.ask('/many-parts 3000 pace=0')
  await chat.expectIdle()
  const text = Array.from({ length: 1000 }, (_, index) => `Text ${3 * index + 1}. `).join('')
  await expect.poll(async () => (await readStored(page)).outcome).toBe('complete')
  const stored = await readStored(page)
  expect(stored.text).toBe(text)
  expect(Object.values(stored.counts).reduce((sum, count) => sum + count, 0)).toBe(2000)

  for (const step of ['while it is drawn', 'after a reload']) {
    await test.step(step, async () => {
      await expect(chat.lastAnswer.getByText('Text 1.', { exact: true })).toBeAttached()
      await expect(chat.lastAnswer.getByText('Text 2998.')).toBeAttached({ timeout: 60_000 })
      expect(await countElements(page)).toBeLessThan(MAX_ELEMENTS)
    })
    await page.reload()
  }
})
