import { expect, test } from '../../support/fixtures.ts'
import { story } from '../../../src/stub-server/answers/story.ts'
import { mainIf } from '../../support/mainPath.ts'

// The app requests the models of the default URLs, but no server listens there.
test.use({ expectedTrouble: /Failed to load resource|blocked by CORS policy/ })

for (const [name, path] of [
  ['OpenAI-compatible (vLLM, llama.cpp, LM Studio, …)', '/v1'],
  ['OpenAI Responses', '/v1'],
  ['Ollama', ''],
  ['Anthropic', '/v1'],
  ['Gemini', '/v1beta'],
] as const) {
  test(`an answer that ${name} cuts at max tokens says so, and can be continued${mainIf(name.startsWith('OpenAI-compatible'))}`, async ({
    chat,
    page,
    server,
  }) => {
    await chat.settings.open()
    await page.getByLabel('Server', { exact: true }).selectOption(name)
    for (const [label, text] of [
      ['Base URL', server.url + path],
      ['Model', 'any'],
    ] as const) {
      await page.getByLabel(label).fill(text)
      await page.getByLabel(label).press('Tab')
    }
    await chat.settings.close.click()
    await page.getByRole('button', { name: 'Chat settings' }).click()
    await page.getByRole('textbox', { name: 'Max tokens' }).fill('4')
    await page.keyboard.press('Escape')

    await chat.ask('Tell me a story')
    const limit = chat.lastAnswer.getByText('The answer hit its length limit.')
    await expect(limit).toBeVisible()
    await expect(chat.announcement).toHaveText('Answer hit its length limit')
    await expect(chat.alert).toHaveCount(0)
    const cut = (await chat.lastAnswer.locator('.stream-markdown').textContent()) ?? ''
    expect(cut).not.toBe('')
    expect(story.length).toBeGreaterThan(cut.length)
    expect(story.startsWith(cut)).toBe(true)

    await page.reload()
    await expect(limit).toBeVisible()
    await chat.continue.click()
    await expect(chat.questions).toHaveCount(2)
    await expect(chat.questions.last()).toContainText('Continue exactly where you left off.')
    await expect(chat.answers).toHaveCount(2)
    await chat.expectIdle()
  })
}
