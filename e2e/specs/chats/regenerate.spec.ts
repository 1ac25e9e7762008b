import { expect, test } from '../../support/fixtures.ts'

test.use({ manualAnswers: true })

test('Regenerate shows another answer in place of the last one @main', async ({
  chat,
  model,
  stubState,
}) => {
  await chat.ask('Heads or tails?')
  const first = await model.nextAnswer()
  first.say('Heads')
  first.end()
  await chat.expectAnswer('Heads')
  await chat.expectIdle()

  await chat.regenerate.click()
  const second = await model.nextAnswer()
  expect(second.question.messages).toEqual([{ role: 'user', content: 'Heads or tails?' }])
  second.say('Tails')
  await chat.expectAnswer('Tails')
  await expect(chat.composer).toBeFocused()
  second.end()
  await chat.expectIdle()
  await expect(chat.messages).toHaveCount(2)
  expect((await stubState()).runs).toBe(2)
})

test('a stopped answer can be regenerated', async ({ chat, model }) => {
  await chat.ask('Heads or tails?')
  const first = await model.nextAnswer()
  first.say('Hea')
  await chat.expectAnswer('Hea')
  await chat.stop.click()

  await chat.regenerate.click()
  const second = await model.nextAnswer()
  second.say('Tails')
  second.end()
  await chat.expectAnswer('Tails')
  await chat.expectIdle()
})

test.describe('a failed regeneration', () => {
  test.use({ expectedTrouble: /Failed to load resource/ })

  test('keeps the previous answer and shows the error', async ({ chat, model, page }) => {
    await chat.ask('Heads or tails?')
    const first = await model.nextAnswer()
    first.say('Heads')
    first.end()
    await chat.expectIdle()

    await page.route('**/ai/chat/stream/init', (route) => route.fulfill({ status: 500 }))
    await chat.regenerate.click()

    await expect(chat.alert).toContainText('The server is having problems.')
    await chat.expectAnswer('Heads')
    await expect(chat.announcement).toHaveText('Answer failed')
    await expect(chat.retry).toBeVisible()
  })
})
