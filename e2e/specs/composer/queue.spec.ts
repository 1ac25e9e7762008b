import { expect, test } from '../../support/fixtures.ts'

test.use({ manualAnswers: true })

test('a question sent during an answer is queued, visibly, and answered next @main', async ({
  chat,
  model,
  stubState,
}) => {
  await chat.ask('First')
  const first = await model.nextAnswer()
  first.say('Answer one')
  await chat.expectAnswer('Answer one')

  await chat.ask('Second')
  const waiting = chat.log.getByRole('listitem').filter({ hasText: 'Queued' })
  await expect(waiting).toContainText('Second')
  await expect(chat.composer).toHaveValue('')
  await expect(chat.composer).toBeFocused()
  expect((await stubState()).runs).toBe(1)

  first.say(', whole')
  first.end()
  const second = await model.nextAnswer()
  expect(second.question.message).toBe('Second')
  expect(second.question.messages).toHaveLength(3)
  second.say('Answer two')
  second.end()
  await chat.expectAnswer('Answer two')
  await chat.expectAnswer('Answer one, whole', chat.answers.first())
  await expect(waiting).toHaveCount(0)
  await expect(chat.questions).toHaveText([/First/, /Second/])
  await chat.expectIdle()
})

test('Stop ends the current answer, and the queued question is sent', async ({ chat, model }) => {
  await chat.ask('First')
  const first = await model.nextAnswer()
  await chat.ask('Second')
  await chat.stop.click()

  const second = await model.nextAnswer()
  expect(second.question.message).toBe('Second')
  await expect.poll(() => first.isStopped()).toBe(true)
  second.say('Answer two')
  second.end()
  await chat.expectAnswer('Answer two')
  await chat.expectIdle()
})

test('a draft typed during an answer stays, key by key', async ({ chat, model }) => {
  await chat.ask('First')
  const answer = await model.nextAnswer()
  const draft = 'Meanwhile I write this'
  let sent = ''
  for (const letter of draft) {
    sent += `word ${sent.length} `
    answer.say(sent.slice(sent.lastIndexOf('word')))
    await chat.page.keyboard.type(letter)
  }
  await chat.expectAnswer(sent)

  await expect(chat.composer).toHaveValue(draft)
  await expect(chat.composer).toBeFocused()
  answer.end()
  await chat.expectIdle()
  await expect(chat.composer).toHaveValue(draft)
})
