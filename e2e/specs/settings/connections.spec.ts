import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'

test.describe('six connections to one server', () => {
  test.use({ answersByHand: true })

  test('are never used up: the sixth answer waits and says so, and goes on when another one ends', async ({
    page,
    context,
    appFolder,
    model,
  }) => {
    test.setTimeout(60_000)
    const { createStubServer } = await import('../../../src/stub-server/index.ts')
    const { appFiles } = await import('../../../src/stub-server/http/appFiles.ts')
    const server = await createStubServer({
      port: 0,
      model: model.model,
      before: appFiles(appFolder),
      limits: { liveRunsPerClient: 10 },
    })
    // Two tabs share what their browser has.
    const tabs = [new ChatPage(page), new ChatPage(await context.newPage())] as const
    const answers = []
    for (const [index, chat] of [tabs[0], tabs[1], tabs[0], tabs[1], tabs[0]].entries()) {
      if (index < 2) await chat.open(server.url)
      else await chat.sidebar.newChat.click()
      await chat.ask(`Chat ${index + 1}`)
      const answer = await model.asked()
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
    const last = await model.asked()
    expect(last.question.message).toBe('One too many')
    last.say('At last')
    await chat.expectAnswer('At last')
    await expect(chat.log).not.toContainText('Waiting for a free connection')

    // Who stops a question that waits gets it back.
    const [first] = tabs
    await first.sidebar.newChat.click()
    await first.ask('Never mind')
    await expect(first.log).toContainText('Waiting for a free connection')
    await first.stop.click()
    await expect(first.composer).toHaveValue('Never mind')
    // Both of them, as either would ask a server that is gone.
    for (const tab of context.pages()) await tab.close()
    await server.close()
  })
})
