import { expect, test } from '../../support/fixtures.ts'
import { messageText } from '../../pages/messageText.ts'
import { watchLine } from '../../support/watchLine.ts'

test.use({ manualAnswers: true })

for (const transport of ['session', 'get', 'eventsource']) {
  test.describe(`by ${transport}`, () => {
    test.use({ appConfig: { url: '/ai/chat/stream', transport } })

    test('Stop keeps the text, and stops the model @main', async ({ chat, model, stubState }) => {
      await chat.ask('Count to ten')
      const answer = await model.nextAnswer()
      answer.say('One, two,')
      await chat.expectAnswer('One, two,')
      expect(await stubState()).toMatchObject({ runs: 1, liveRuns: 1 })

      await chat.stop.click()

      await expect(chat.lastAnswer).toContainText('You stopped this answer.')
      await expect(chat.announcement).toHaveText('Answer stopped')
      expect(await messageText(chat.lastAnswer)).toMatch(/^One, two,/)
      await expect.poll(async () => (await stubState()).liveRuns).toBe(0)
      expect(answer.isStopped()).toBe(true)
      await expect.poll(async () => (await stubState()).openStreams).toBe(0)
      expect((await stubState()).runs).toBe(1)
    })
  })
}

test('the focus stays in the composer through sending and stopping', async ({ chat, model }) => {
  await chat.composer.fill('Count to ten')
  await chat.send.click()
  await expect(chat.composer).toBeFocused()
  const answer = await model.nextAnswer()
  answer.say('One')
  await chat.expectAnswer('One')

  await chat.stop.click()

  await expect(chat.announcement).toHaveText('Answer stopped')
  await expect(chat.stop).toBeHidden()
  await expect(chat.composer).toBeFocused()
})

test('an answer that is stopped inside emphasis stays as rendered, and its source as written', async ({
  chat,
  context,
  model,
  page,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const source = 'A first line.\n\n- One\n- Two **and a half'
  await chat.ask('Count')
  const answer = await model.nextAnswer()
  answer.say(source)
  const bold = chat.lastAnswer.getByRole('strong')
  await expect(bold).toHaveText('and a half')
  const [endWatch, node] = [await watchLine(bold), await bold.elementHandle()]

  await chat.stop.click()
  await expect(chat.announcement).toHaveText('Answer stopped')

  expect(await endWatch()).toBe(0)
  expect(await node?.evaluate((element) => element.isConnected)).toBe(true)
  await expect(chat.lastAnswer).not.toContainText('**')
  await chat.copy.first().click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(source)
  await page.reload()
  await expect(bold).toHaveText('and a half')
  await expect(chat.lastAnswer).not.toContainText('**')
})

test('Escape stops the answer @main', async ({ chat, model, stubState }) => {
  await chat.ask('Count to ten')
  const answer = await model.nextAnswer()
  answer.say('One')
  await chat.expectAnswer('One')

  await chat.page.keyboard.press('Escape')

  await expect(chat.announcement).toHaveText('Answer stopped')
  await expect.poll(async () => (await stubState()).liveRuns).toBe(0)
})

test('an answer can be stopped before its first token, and the next question is answered', async ({
  chat,
  model,
}) => {
  await chat.ask('Think long')
  const first = await model.nextAnswer()
  await chat.stop.click()
  await expect(chat.announcement).toHaveText('Answer stopped')
  await expect.poll(() => first.isStopped()).toBe(true)

  await chat.ask('Hello')
  const second = await model.nextAnswer()
  second.say('Hello yourself')
  second.end()
  await chat.expectAnswer('Hello yourself')
  await chat.expectIdle()
})
