import { expect, test } from '../../support/fixtures.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

// The default addresses are asked for their models, where nobody is.
test.use({ expectedTrouble: /Failed to load resource|blocked by CORS policy/ })

test('thoughts that a server writes into its text are folded, after a reload, too', async ({
  chat,
  page,
  server,
}) => {
  await chat.settings.open()
  await page.getByLabel('Server', { exact: true }).selectOption('Dify')
  await page.getByLabel('Base URL').fill(`${server.url}/v1`)
  await page.getByLabel('Base URL').press('Tab')
  await chat.settings.close.click()

  const thought = chat.lastAnswer.getByText('They want me to think first. So I do.')
  const fold = chat.lastAnswer.locator('summary')
  await chat.ask('/think Tell me a story')
  await chat.expectIdle()
  for (const again of [false, true]) {
    if (again) await page.reload()
    await chat.expectAnswer(story)
    await expect(chat.lastAnswer).not.toContainText('think>')
    await expect(thought).toBeHidden()
    await fold.click()
    await expect(thought).toBeVisible()
  }
})
