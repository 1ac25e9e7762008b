import { expect, test } from '../../support/fixtures.ts'

test.use({ manualAnswers: true })

test('selected text stays selected while its paragraph grows @main', async ({
  chat,
  model,
  page,
}) => {
  await chat.ask('Say something')
  const answer = await model.nextAnswer()
  answer.say('A first paragraph.\n\nRemarkable words')
  await chat.expectAnswer('A first paragraph.\n\nRemarkable words')
  await chat.lastAnswer.getByText('Remarkable').dblclick({ position: { x: 20, y: 10 } })
  const selected = () => page.evaluate(() => getSelection()?.toString())
  expect(await selected()).toBe('Remarkable')

  for (const more of [' that grow', ', and grow', '.\n\nAnd another paragraph.']) answer.say(more)
  await expect(chat.lastAnswer).toContainText('And another paragraph.')
  expect(await selected()).toBe('Remarkable')

  answer.end()
  await chat.expectIdle()
  expect(await selected()).toBe('Remarkable')
})
