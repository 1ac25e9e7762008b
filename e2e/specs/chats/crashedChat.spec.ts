import type { Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { seedHistory } from '../../support/seedHistory.ts'

const nested = (open: string, count: number) => `$$${open.repeat(count)}x${'}'.repeat(count)}$$`

/** Texts that crashed or froze the tab, or nearly did. */
const HEAVY = {
  'fractions, 150 deep': nested('\\frac{1}{', 150),
  'square roots, 300 deep': nested('\\sqrt{', 300),
  'superscripts, 200 deep': nested('x^{', 200),
  'a formula of 120 KB': `$$${'x+'.repeat(60_000)}$$`,
  'a macro that expands without end': `$$\\def\\a{${'x'.repeat(1000)}}${'\\a'.repeat(190)}$$`,
  '3,000 formulas in a paragraph': '$x$ '.repeat(3000),
  'quotes, 5,000 deep, around a formula': `${'>'.repeat(5000)} ${nested('\\frac{1}{', 25)}`,
  'lists, 1,000 deep': Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}- x`).join(
    '\n',
  ),
  'emphasis, 2,000 deep': `${'*a **a '.repeat(2000)}x${'** b*'.repeat(2000)}`,
  'a table of 2,000,000 cells': `${'|a'.repeat(1000)}|\n${'|-'.repeat(1000)}|\n${'|b|\n'.repeat(2000)}`,
}

for (const [name, text] of Object.entries(HEAVY))
  test(`a stored chat opens, and the page stays responsive, with ${name}`, async ({
    chat,
    page,
  }) => {
    await seedHistory(page, [
      { title: 'Heavy', askedAt: 1, texts: ['Question', `${text}\n\nEnd.`] },
    ])
    await chat.sidebar.chat('Heavy').click()
    await expect(chat.lastAnswer).toContainText('End.', { timeout: 60_000 })
    await chat.composer.fill('The page takes what is typed.')
    await expect(chat.composer).toHaveValue('The page takes what is typed.')
  })

const MARK = 'This crashes the tab.'

/** Runs in the page. Lays out too deeply nested elements as soon as formatted text contains the mark. */
function crashAt(mark: string): void {
  new MutationObserver((_, observer) => {
    const texts = [...document.querySelectorAll('.stream-markdown')]
    const text = texts.find((element) => element.textContent?.includes(mark))
    if (!text) return
    observer.disconnect()
    let inner: Element = text
    for (let depth = 0; depth < 2000; depth++) {
      const element = document.createElement('span')
      element.style.display = 'inline-table'
      inner.append(element)
      inner = element
    }
    inner.append('x')
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

/** Performs an action that crashes the tab. The tab may crash before the action returns. */
async function expectCrash(page: Page, act: () => Promise<void>): Promise<void> {
  const crash = page.waitForEvent('crash', { timeout: 60_000 })
  await act().catch((error: unknown) => expect(String(error)).toContain('Target crashed'))
  await crash
  // A crashed page can't be measured after the test.
  await page.close()
}

test('a chat that crashed the tab opens as plain text, also after a second crash @main', async ({
  context,
  page,
  server,
}) => {
  test.slow()
  const first = new ChatPage(page)
  await first.open(server.url)
  await seedHistory(page, [
    { title: 'Good', askedAt: 2, texts: ['Question', 'A **bold** answer.'] },
    { title: 'Bad', askedAt: 1, texts: ['Question', `**${MARK}**`] },
  ])
  await context.addInitScript(crashAt, MARK)
  await page.reload()
  await expectCrash(page, () => first.sidebar.chat('Bad').click({ noWaitAfter: true }))

  const second = new ChatPage(await context.newPage())
  await second.open(server.url)
  await second.sidebar.chat('Bad').click()
  await expect(second.lastAnswer).toContainText(`**${MARK}**`)
  const notice = second.page.getByRole('region', { name: 'Plain text' })
  await expect(notice).toContainText('shown as plain text')

  const draw = notice.getByRole('button', { name: 'Show formatted' })
  await expectCrash(second.page, () => draw.click({ noWaitAfter: true }))

  const third = new ChatPage(await context.newPage())
  await third.open(server.url)
  await third.sidebar.chat('Bad').click()
  await expect(third.lastAnswer).toContainText(`**${MARK}**`)
  await third.sidebar.chat('Good').click()
  await expect(third.lastAnswer.locator('strong')).toHaveText('bold')
  await expect(third.page.getByRole('region', { name: 'Plain text' })).toBeHidden()
})

test('a chat that was rendered opens formatted in the next tab', async ({
  chat,
  context,
  page,
  server,
}) => {
  await seedHistory(page, [{ title: 'Good', askedAt: 1, texts: ['Question', 'A **bold** $x$.'] }])
  await chat.sidebar.chat('Good').click()
  await expect(chat.lastAnswer.locator('strong')).toHaveText('bold')
  const marks = () =>
    page.evaluate(() => localStorage.getItem('vue-chat-stream:unfinished-drawings'))
  await expect.poll(marks).toBe('{}')
  const next = new ChatPage(await context.newPage())
  await next.open(server.url)
  await next.sidebar.chat('Good').click()
  await expect(next.lastAnswer.locator('strong')).toHaveText('bold')
})
