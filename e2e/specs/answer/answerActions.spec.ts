import { expect, test } from '../../support/fixtures.ts'

test.use({ manualAnswers: true, permissions: ['clipboard-read', 'clipboard-write'] })

test('Copy as rich text copies HTML, and the source for programs without rich text', async ({
  chat,
  model,
  page,
}) => {
  const source =
    'Some **bold** words and a [link](https://example.com/).\n\n```ts\nlet a = 1\n```\n\n| A |\n| --: |\n| 1 |\n'
  await chat.ask('Something rich')
  const answer = await model.nextAnswer()
  answer.say(source)
  answer.end()
  await chat.expectIdle()
  await expect(chat.lastAnswer.locator('.token-keyword')).toHaveText('let')
  await chat.lastAnswer.getByRole('button', { name: 'Copy as rich text', exact: true }).click()
  await expect(chat.lastAnswer.getByText('Copied')).toBeVisible()

  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    const read = async (type: string) => (await item?.getType(type))?.text()
    return { html: await read('text/html'), text: await read('text/plain') }
  })
  expect(copied.text).toBe(source)
  expect(copied.html).toContain('<strong>bold</strong>')
  expect(copied.html).toContain('<a href="https://example.com/">link</a>')
  expect(copied.html).toContain('<pre><code>let a = 1\n</code></pre>')
  expect(copied.html).toContain('<td align="right">1</td>')
  expect(copied.html).not.toMatch(/class=|style=|<button|<span/)
})

test.describe('About this answer', () => {
  test.use({ manualAnswers: false })

  test('opens by click and by keyboard, and closes @main', async ({ chat, page }) => {
    await chat.ask('/parts Tell me')
    await chat.expectIdle()
    const info = chat.lastAnswer.getByRole('button', { name: 'Response details' })
    const popover = page.getByRole('dialog', { name: 'Response details' })
    await info.click()
    await expect(popover).toContainText(/Time to first token\s*[\d.]+ sec/)
    await expect(popover).toContainText(/Speed\s*[\d,]+ tokens\/s/)
    await expect(popover).toContainText(/Output tokens\s*\d+/)
    await expect(popover).toContainText(/Requests\s*1/)
    await expect(info).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.press('Escape')
    await expect(popover).toBeHidden()
    await expect(info).toBeFocused()

    await page.keyboard.press('Enter')
    await expect(popover).toBeVisible()
    await info.click()
    await expect(popover).toBeHidden()
    await info.click()
    await chat.composer.click()
    await expect(popover).toBeHidden()
    await expect(chat.composer).toBeFocused()
  })
})

test('ArrowUp in an empty composer recalls earlier questions, and overwrites no text', async ({
  chat,
  model,
  page,
}) => {
  for (const question of ['First\nof two lines', 'Second']) {
    await chat.ask(question)
    const answer = await model.nextAnswer()
    answer.end()
    await chat.expectIdle()
  }
  await chat.composer.press('ArrowUp')
  await expect(chat.composer).toHaveValue('Second')
  await page.keyboard.press('ArrowUp')
  await expect(chat.composer).toHaveValue('First\nof two lines')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(chat.composer).toHaveValue('')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.type(' thoughts')
  await page.keyboard.press('ArrowUp')
  await expect(chat.composer).toHaveValue('Second thoughts')

  await page.reload()
  await expect(chat.composer).toHaveValue('Second thoughts')
  await chat.composer.fill('')
  await chat.composer.dispatchEvent('keydown', { key: 'ArrowUp', isComposing: true })
  await expect(chat.composer).toHaveValue('')
  await chat.composer.press('ArrowUp')
  await page.keyboard.press('Enter')
  expect((await model.nextAnswer()).question.message).toBe('Second')
})
