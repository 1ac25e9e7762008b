import { type BrowserContext } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { repetitions } from '../../support/soak.ts'
import { answerTo } from '../../../src/stub-server/answers/index.ts'

/** Opens a second tab of the same browser, and in it the chat with this title. */
async function openSecond(context: BrowserContext, title: string): Promise<ChatPage> {
  const second = new ChatPage(await context.newPage())
  await second.open()
  await second.sidebar.chat(title).click()
  return second
}

test.describe('two tabs', () => {
  test.use({ manualAnswers: true })

  test('one streams, and the other shows the answer live @main', async ({
    chat,
    context,
    model,
    stubState,
  }) => {
    await chat.ask('Count to ten')
    const answer = await model.nextAnswer()
    answer.say('One,')
    await chat.expectAnswer('One,')
    const second = await openSecond(context, 'Count to ten')
    await second.expectAnswer('One,')
    await expect(second.stop).toBeVisible()

    answer.say(' two,')
    await second.expectAnswer('One, two,')
    answer.say(' three')
    answer.end()
    await second.expectAnswer('One, two, three')
    await expect(second.stop).toBeHidden()
    await expect(second.regenerate).toBeVisible()
    expect(await stubState()).toMatchObject({ runs: 1 })
  })

  test('a question in one appears in the other', async ({ chat, context, model }) => {
    await chat.ask('First')
    const first = await model.nextAnswer()
    first.say('One')
    first.end()
    await chat.expectIdle()
    const second = await openSecond(context, 'First')
    await second.ask('Second')
    const answer = await model.nextAnswer()
    expect(answer.question.messages?.map(({ content }) => content)).toEqual([
      'First',
      'One',
      'Second',
    ])
    answer.say('Two')
    await chat.expectAnswer('Two')
    answer.end()
    await chat.expectIdle()

    await chat.ask('Third')
    const third = await model.nextAnswer()
    expect(third.question.messages).toHaveLength(5)
    third.say('Three')
    third.end()
    await second.expectAnswer('Three')
    await expect(second.messages).toHaveCount(6)
    await expect(chat.messages).toHaveCount(6)
  })

  test('the follower can stop the answer', async ({ chat, context, model }) => {
    await chat.ask('Count to ten')
    const answer = await model.nextAnswer()
    answer.say('One,')
    await chat.expectAnswer('One,')
    const second = await openSecond(context, 'Count to ten')
    await second.stop.click()
    await expect(chat.announcement).toHaveText('Answer stopped')
    await expect(second.lastAnswer).toContainText('You stopped this answer')
    await expect.poll(answer.isStopped).toBe(true)
  })

  test('a question from the follower is queued by the leader', async ({
    chat,
    context,
    model,
    stubState,
  }) => {
    await chat.ask('First')
    const first = await model.nextAnswer()
    first.say('One')
    await chat.expectAnswer('One')
    const second = await openSecond(context, 'First')
    await second.expectAnswer('One')
    await second.ask('Second')
    await expect(second.log).toContainText('Queued')
    await expect(chat.log).toContainText('Queued')
    first.end()
    const answer = await model.nextAnswer()
    answer.say('Two')
    answer.end()
    await chat.expectAnswer('Two')
    await second.expectAnswer('Two')
    expect((await stubState()).runs).toBe(2)
  })

  test('when the leader is closed, the other tab continues its answer and its queue @main', async ({
    chat,
    context,
    model,
    stubState,
  }) => {
    await chat.ask('First')
    const first = await model.nextAnswer()
    first.say('One,')
    await chat.ask('Second')
    await chat.expectAnswer('One,')
    const second = await openSecond(context, 'First')
    await second.expectAnswer('One,')
    await expect(second.log).toContainText('Queued')

    await chat.page.close()
    first.say(' two')
    await second.expectAnswer('One, two')
    first.end()
    const answer = await model.nextAnswer()
    expect(answer.question.message).toBe('Second')
    answer.say('Two')
    answer.end()
    await second.expectAnswer('Two')
    await expect(second.messages).toHaveCount(4)
    expect((await stubState()).runs).toBe(2)
  })

  test('a streaming chat that only the closed tab had open continues, too', async ({
    chat,
    context,
    model,
    stubState,
  }) => {
    const second = new ChatPage(await context.newPage())
    await second.open()
    await chat.ask('Alone')
    const answer = await model.nextAnswer()
    answer.say('One,')
    await chat.expectAnswer('One,')
    await expect(second.sidebar.chat('Alone')).toHaveAccessibleName(/Responding/)
    await chat.page.close()
    answer.say(' two')
    answer.end()
    await second.sidebar.chat('Alone').click()
    await second.expectAnswer('One, two')
    expect((await stubState()).runs).toBe(1)
  })

  test('deleting a chat in one tab deletes it in the other', async ({ chat, context, model }) => {
    await chat.ask('Gone soon')
    const answer = await model.nextAnswer()
    answer.say('One')
    answer.end()
    await chat.expectIdle()
    const second = await openSecond(context, 'Gone soon')
    await chat.sidebar.remove('Gone soon')
    await expect(second.sidebar.chats).toHaveCount(0)
    await expect(second.messages).toHaveCount(0)
  })
})

const ANSWERS = repetitions(20, 4)

test(`${ANSWERS} answers are exact in both tabs with one run each, although the leader is closed in half of them`, async ({
  chat,
  context,
  stubState,
}) => {
  test.setTimeout(600_000)
  let one = chat
  let other = new ChatPage(await context.newPage())
  await other.open()
  for (let count = 1; count <= ANSWERS; count += 1) {
    const title = `Question ${count}:`
    const question = `${title} 讲个故事 🙂 ${'and more '.repeat(count % 7)}`
    await one.sidebar.newChat.click()
    await one.ask(`/slow 6 ${question}`)
    await expect(one.lastAnswer).toContainText(/\w/)
    await other.sidebar.chat(title).click()
    await expect(other.lastAnswer).toContainText(/\w/)
    await expect(other.stop, 'the tab is closed during the answer').toBeVisible()
    if (count % 2 === 0) {
      const closed = one
      one = other
      await closed.page.close()
      other = new ChatPage(await context.newPage())
      await other.open()
      await other.sidebar.chat(title).click()
    }
    const exact = answerTo({ message: question, messages: [] })
    await one.expectAnswer(exact)
    await other.expectAnswer(exact)
    await expect(one.stop).toBeHidden()
    await expect(other.stop).toBeHidden()
  }
  expect((await stubState()).runs).toBe(ANSWERS)
})
