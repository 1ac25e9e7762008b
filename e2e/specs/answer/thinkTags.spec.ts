import { expect, test } from '../../support/fixtures.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

// The app requests the models of the default URLs, but no server listens there.
test.use({ expectedTrouble: /Failed to load resource|blocked by CORS policy/ })

test('reasoning that a server writes into its text is collapsed, also after a reload @main', async ({
  chat,
  page,
  server,
}) => {
  await chat.settings.open()
  await page.getByLabel('Server', { exact: true }).selectOption('Dify')
  await page.getByLabel('Base URL').fill(`${server.url}/v1`)
  await page.getByLabel('Base URL').press('Tab')
  await chat.settings.close.click()

  const reasoning = chat.lastAnswer.getByText('They want me to think first. So I do.')
  const fold = chat.lastAnswer.locator('summary')
  await chat.ask('/think Tell me a story')
  await chat.expectIdle()
  for (const again of [false, true]) {
    if (again) await page.reload()
    await chat.expectAnswer(story)
    await expect(chat.lastAnswer).not.toContainText('think>')
    await expect(reasoning).toBeHidden()
    await fold.click()
    await expect(reasoning).toBeVisible()
  }
})
