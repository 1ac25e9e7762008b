import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'

test.describe('the six connections per server', () => {
  test.use({ manualAnswers: true })

  test('are never used up: the sixth answer waits, says so, and starts when another one ends @main', async ({
    page,
    context,
    appFolder,
    model,
  }) => {
    const { createStubServer } = await import('../../../src/stub-server/index.ts')
    const { appFiles } = await import('../../../src/stub-server/http/appFiles.ts')
    const server = await createStubServer({
      port: 0,
      model: model.model,
      before: appFiles(appFolder),
      limits: { liveRunsPerClient: 10 },
    })
    // Two tabs share the connections of their browser.
    const tabs = [new ChatPage(page), new ChatPage(await context.newPage())] as const
    const answers = []
    for (const [index, chat] of [tabs[0], tabs[1], tabs[0], tabs[1], tabs[0]].entries()) {
      if (index < 2) await chat.open(server.url)
      else await chat.sidebar.newChat.click()
      await chat.ask(`Chat ${index + 1}`)
      const answer = await model.nextAnswer()
      answer.say('Working')
      await chat.expectAnswer('Working')
      answers.push(answer)
    }
    const [, chat] = tabs
    await chat.sidebar.newChat.click()
    await chat.ask('One too many')
    await expect(chat.log).toContainText('Waiting for a free connection')
    await expect(chat.log).toContainText('One too many')
    await expect(chat.stop).toBeVisible()

    answers[0]?.end()
    const last = await model.nextAnswer()
    expect(last.question.message).toBe('One too many')
    last.say('At last')
    await chat.expectAnswer('At last')
    await expect(chat.log).not.toContainText('Waiting for a free connection')

    // Stopping a queued question returns its text to the composer.
    const [first] = tabs
    await first.sidebar.newChat.click()
    await first.ask('Never mind')
    await expect(first.log).toContainText('Waiting for a free connection')
    await first.stop.click()
    await expect(first.composer).toHaveValue('Never mind')
    // Close both tabs first, because they would send requests to the closed server.
    for (const tab of context.pages()) await tab.close()
    await server.close()
  })
})
