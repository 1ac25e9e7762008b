import { expect, test } from '../../support/fixtures.ts'
import { startKillingProxy } from '../../killing-proxy/startKillingProxy.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { createPicker, createRandom } from '../../bench/random.ts'
import { repetitions } from '../../support/soak.ts'
import { answerTo } from '../../../src/stub-server/answers/index.ts'

test.use({ expectedTrouble: /net::ERR_|fetching the script|The script does not have a MIME type/ })

for (const transport of ['session', 'get', 'eventsource']) {
  test.describe(`by ${transport}`, () => {
    test.use({ manualAnswers: true, appConfig: { url: '/ai/chat/stream', transport } })

    test('a connection that breaks during an answer is resumed, and no question is sent twice @main', async ({
      chat,
      model,
      cutStreams,
      stubState,
    }) => {
      await chat.ask('Count to ten')
      const answer = await model.nextAnswer()
      answer.say('One, two,')
      await chat.expectAnswer('One, two,')
      cutStreams()
      await expect(chat.announcement).toHaveText(/Connection lost|Answering/)
      answer.say(' three')
      await chat.expectAnswer('One, two, three')
      answer.end()
      await chat.expectIdle()
      await chat.expectAnswer('One, two, three')
      await expect(chat.alert).toBeHidden()
      expect((await stubState()).runs).toBe(1)
    })
  })
}

test.describe('offline', () => {
  test.use({ manualAnswers: true })

  test('for ten seconds: the same answer resumes when the network is back', async ({
    chat,
    model,
    context,
    cutStreams,
    stubState,
  }) => {
    await chat.ask('Count to ten')
    const answer = await model.nextAnswer()
    answer.say('One, two,')
    await chat.expectAnswer('One, two,')
    await context.setOffline(true)
    // setOffline() breaks no open connection; a pulled cable does.
    cutStreams()
    await expect(chat.lastAnswer).toContainText('You’re offline')
    const offlineUntil = Date.now() + 10_000
    answer.say(' three')
    await expect.poll(() => Date.now()).toBeGreaterThan(offlineUntil)
    await expect(chat.lastAnswer).toContainText('You’re offline')
    await chat.expectAnswer('One, two,')
    await context.setOffline(false)
    await chat.expectAnswer('One, two, three')
    answer.end()
    await chat.expectIdle()
    expect((await stubState()).runs).toBe(1)
  })

  test('a connection that went silent with the network is replaced when it is back', async ({
    chat,
    model,
    context,
    stubState,
  }) => {
    await chat.ask('Count to ten')
    const answer = await model.nextAnswer()
    answer.say('One,')
    await chat.expectAnswer('One,')
    const connections = chat.page.waitForRequest(
      (request) => request.headers()['last-event-id'] === '1',
    )
    await context.setOffline(true)
    await context.setOffline(false)
    await connections
    answer.say(' two')
    answer.end()
    await chat.expectAnswer('One, two')
    expect((await stubState()).runs).toBe(1)
  })
})

/** Topics of the answers, each with another length and script. */
const KINDS = ['a story', 'emoji', '中文', 'anything'] as const

const QUESTIONS = repetitions(50, 5)
/** How many answers stream at the same time. */
const CONCURRENCY = 3

test(`${QUESTIONS} questions through a proxy that kills connections, with reloads, have exact texts from one run each @main @soak`, async ({
  page,
  server,
  stubState,
}) => {
  test.setTimeout(900_000)
  const seed = Number(process.env['SEED'] ?? 4)
  const { pick } = createPicker(createRandom(seed))
  const proxy = await startKillingProxy({
    targets: [{ port: Number(new URL(server.url).port) }],
    seed,
    downward: { min: 1, max: 10_000 },
    upward: { min: 1, max: 8000 },
    linger: 20,
  })
  proxy.calm()
  const chat = new ChatPage(page)
  // Let the page and its lazy chunks load undisturbed: they are not tested here.
  const isLoaded = () =>
    Promise.all(
      ['StreamMarkdown', 'createMarkdownStream', 'markdown-it'].map(async (name) => {
        const response = await page.waitForResponse((each) => each.url().includes(`/${name}-`))
        await response.finished()
      }),
    )
  await Promise.all([isLoaded(), chat.open(proxy.origin)])
  for (let first = 1; first <= QUESTIONS; first += CONCURRENCY) {
    const count = Math.min(CONCURRENCY, QUESTIONS + 1 - first)
    const questions = Array.from(
      { length: count },
      (_, index) => `Question ${first + index}, 请回答 🙂 about ${pick(KINDS)}`,
    )
    proxy.rage()
    for (const question of questions) {
      await chat.sidebar.newChat.click()
      await chat.ask(question)
    }
    await expect(chat.messages).toHaveCount(2)
    proxy.calm()
    await Promise.all([isLoaded(), page.reload()])
    proxy.rage()
    for (const question of questions) {
      await chat.sidebar.chat(question.slice(0, question.indexOf(','))).click()
      await retryUntilComplete(chat)
      await chat.expectAnswer(answerTo({ message: question, messages: [] }))
      await expect(chat.messages).toHaveCount(2)
    }
    proxy.calm()
  }
  const { kills } = proxy.counts()
  await proxy.close()
  expect((await stubState()).runs).toBe(QUESTIONS)
  expect(kills, `kills with seed ${seed}`).toBeGreaterThan(QUESTIONS / 2)
})

/** Clicks the buttons of a failed answer, as a user does, until the answer is complete. */
async function retryUntilComplete(chat: ChatPage): Promise<void> {
  await expect(async () => {
    // If both buttons appear, prefer Continue: Retry starts a new run although text has arrived.
    if (await chat.retry.isVisible()) {
      await ((await chat.continue.isVisible()) ? chat.continue : chat.retry).click()
    }
    await expect(chat.regenerate).toBeVisible({ timeout: 5000 })
  }).toPass({ timeout: 180_000 })
}
