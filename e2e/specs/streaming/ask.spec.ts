import { expect, test } from '../../support/fixtures.ts'
import { story } from '../../../src/stub-server/answers/story.ts'
import { messageText } from '../../pages/messageText.ts'

test('an answer arrives character for character from one run @main', async ({
  chat,
  stubState,
}) => {
  await chat.ask('Tell me a story')

  await chat.expectAnswer(story)
  await expect(chat.announcement).toHaveText(
    `Answer complete, ${story.length.toLocaleString('en')} characters`,
  )
  await expect(chat.stop).toBeHidden()
  expect(await stubState()).toMatchObject({ runs: 1, liveRuns: 0, openStreams: 0 })
})

test('the question appears above its answer, unchanged', async ({ chat }) => {
  const question = 'Two lines,\n\n  with  *stars* & <angles>'
  await chat.composer.fill(question)
  await chat.send.click()

  await chat.expectIdle()
  await expect(chat.messages).toHaveCount(2)
  expect(await messageText(chat.messages.first())).toBe(question)
  await expect(chat.composer).toHaveValue('')
  await expect(chat.composer).toBeFocused()
})

test('Shift+Enter breaks the line instead of sending', async ({ chat, stubState }) => {
  await chat.composer.pressSequentially('one')
  await chat.composer.press('Shift+Enter')
  await chat.composer.pressSequentially('two')

  await expect(chat.composer).toHaveValue('one\ntwo')
  await expect(chat.messages).toHaveCount(0)
  expect((await stubState()).runs).toBe(0)
})

test('a starter sends its question', async ({ chat, page }) => {
  await page.getByRole('button', { name: 'Tell me a story' }).click()

  await chat.expectAnswer(story)
  await expect(chat.questions).toContainText('Tell me a story')
  await expect(page).toHaveTitle('Tell me a story · Chat Stream')
})

test.describe('with manual answers', () => {
  test.use({ manualAnswers: true })

  test('text appears as it arrives, not at the end @main', async ({ chat, model }) => {
    await chat.ask('Hello')
    const answer = await model.nextAnswer()
    await expect(chat.lastAnswer).toContainText('Waiting for a response')

    answer.say('One')
    await chat.expectAnswer('One')
    answer.say(' and two')
    await chat.expectAnswer('One and two')
    await expect(chat.stop).toBeVisible()

    answer.end()
    await chat.expectIdle()
    await chat.expectAnswer('One and two')
  })

  test('the request contains the whole chat', async ({ chat, model }) => {
    await chat.ask('My name is Ada')
    const first = await model.nextAnswer()
    first.say('Hello Ada')
    first.end()
    await chat.expectIdle()

    await chat.ask('What is my name?')
    const second = await model.nextAnswer()
    second.end()
    expect(second.question.messages).toEqual([
      { role: 'user', content: 'My name is Ada' },
      { role: 'assistant', content: 'Hello Ada' },
      { role: 'user', content: 'What is my name?' },
    ])
    await chat.expectIdle()
  })
})
