import { expect, test } from '../../support/fixtures.ts'

test.use({ manualAnswers: true })

test('two chats stream at once, and leaving one does not stop it @main', async ({
  chat,
  model,
  stubState,
}) => {
  await chat.ask('About cats')
  const cats = await model.nextAnswer()
  cats.say('Cats')
  await chat.expectAnswer('Cats')

  await chat.sidebar.newChat.click()
  await expect(chat.messages).toHaveCount(0)
  await expect(chat.composer).toBeFocused()
  await chat.ask('About dogs')
  const dogs = await model.nextAnswer()
  dogs.say('Dogs')
  await chat.expectAnswer('Dogs')
  expect(await stubState()).toMatchObject({ runs: 2, liveRuns: 2 })
  await expect(chat.sidebar.row('About cats')).toContainText('Responding')
  await expect(chat.sidebar.row('About dogs')).toContainText('Responding')

  cats.say(' sleep')
  dogs.say(' bark')
  await chat.expectAnswer('Dogs bark')
  cats.end()
  await expect(chat.sidebar.row('About cats')).not.toContainText('Responding')

  await chat.sidebar.chat('About cats').click()
  await chat.expectAnswer('Cats sleep')
  await expect(chat.messages).toHaveCount(2)
  await expect(chat.stop).toBeHidden()

  await chat.sidebar.chat('About dogs').click()
  await chat.expectAnswer('Dogs bark')
  await expect(chat.stop).toBeVisible()
  dogs.say(', too')
  dogs.end()
  await chat.expectAnswer('Dogs bark, too')
  await chat.expectIdle()
  expect(await stubState()).toMatchObject({ runs: 2, liveRuns: 0 })
})

test('each chat keeps its draft', async ({ chat, model }) => {
  await chat.ask('About cats')
  const cats = await model.nextAnswer()
  cats.end()
  await chat.expectIdle()
  await chat.composer.fill('Draft about cats')

  await chat.sidebar.newChat.click()
  await expect(chat.composer).toHaveValue('')
  await chat.composer.fill('Draft of something new')
  await chat.sidebar.chat('About cats').click()
  await expect(chat.composer).toHaveValue('Draft about cats')
  await chat.sidebar.newChat.click()
  await expect(chat.composer).toHaveValue('Draft of something new')
})

test('deleting a chat stops its run, and Undo restores the chat @main', async ({
  chat,
  model,
  stubState,
}) => {
  await chat.ask('About cats')
  const cats = await model.nextAnswer()
  cats.say('Cats')
  await chat.expectAnswer('Cats')

  await chat.sidebar.row('About cats').hover()
  await chat.sidebar.remove('About cats')
  await expect(chat.sidebar.chats).toHaveCount(0)
  await expect(chat.messages).toHaveCount(0)
  await expect.poll(async () => (await stubState()).liveRuns).toBe(0)

  await chat.sidebar.undo.click()
  await expect(chat.sidebar.row('About cats')).toBeVisible()
  await expect(chat.messages).toHaveCount(2)
  await expect(chat.lastAnswer).toContainText('Cats')
})
