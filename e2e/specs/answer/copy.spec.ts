import { expect, test } from '../../support/fixtures.ts'
import { emoji } from '../../../src/stub-server/answers/emoji.ts'

test.describe('with the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

  test('Copy copies the whole answer, to the last character @main', async ({ chat, page }) => {
    await chat.ask('Reply only in emoji')
    await chat.expectIdle()
    await chat.copy.click()

    await expect(chat.lastAnswer.getByText('Copied')).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(emoji)
  })
})

test('Copy reports when the browser forbids copying', async ({ chat, page }) => {
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('Not today'))
  })
  await chat.ask('Hello')
  await chat.expectIdle()
  await chat.copy.click()

  await expect(chat.lastAnswer).toContainText('Couldn’t copy.')
})
