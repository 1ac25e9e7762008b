import { expect, test } from './fixtures.ts'
import { startKillingProxy } from './killing-proxy/startKillingProxy.ts'
import { ChatPage } from './pages/ChatPage.ts'
import { createRandom } from './bench/random.ts'
import { wholeAnswer } from './wholeAnswer.ts'

test.use({ expectedTrouble: /net::ERR_/ })

for (const transport of ['session', 'get', 'eventsource']) {
  test.describe(`by ${transport}`, () => {
    test.use({ answersByHand: true, appConfig: { url: '/ai/chat/stream', transport } })

    test('a connection that breaks in mid-answer is mended, and nothing is asked twice', async ({
      chat,
      model,
      cutStreams,
      stubState,
    }) => {
      await chat.ask('Count to ten')
      const answer = await model.asked()
      answer.say('One, two,')
      await chat.expectAnswer('One, two,')
      cutStreams()
      await expect(chat.news).toHaveText(/Connection problem|Answering/)
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
  test.use({ answersByHand: true })

  test('for ten seconds: the same answer goes on when the network is back', async ({
    chat,
    model,
    context,
    cutStreams,
    stubState,
  }) => {
    test.setTimeout(60_000)
    await chat.ask('Count to ten')
    const answer = await model.asked()
    answer.say('One, two,')
    await chat.expectAnswer('One, two,')
    await context.setOffline(true)
    // It cuts nothing that is open: the cable does.
    cutStreams()
    await expect(chat.lastAnswer).toContainText('You are offline')
    const offlineUntil = Date.now() + 10_000
    answer.say(' three')
    await expect.poll(() => Date.now(), { timeout: 15_000 }).toBeGreaterThan(offlineUntil)
    await expect(chat.lastAnswer).toContainText('You are offline')
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
    const answer = await model.asked()
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

/** How many questions are asked, and in how many of their answers the page is reloaded. */
const QUESTIONS = 50
const RELOADED = 15

test(`${QUESTIONS} questions through a proxy that kills connections, with reloads among them: exact texts, one run each`, async ({
  page,
  server,
  stubState,
}) => {
  test.setTimeout(300_000)
  const seed = Number(process.env['SEED'] ?? 4)
  const random = createRandom(seed)
  const proxy = await startKillingProxy({
    targets: [{ port: Number(new URL(server.url).port) }],
    seed,
    downward: { min: 1, max: 4000 },
    upward: { min: 1, max: 4000 },
  })
  proxy.calm()
  const chat = new ChatPage(page)
  await chat.open(proxy.origin)
  for (let count = 1; count <= QUESTIONS; count += 1) {
    const question = `/pace 0-4 Question ${count}: 讲个故事 🙂 ${'again '.repeat(Math.floor(random() * 30))}`
    await chat.sidebar.newChat.click()
    proxy.rage()
    await chat.ask(question)
    const isReloaded = random() < RELOADED / QUESTIONS
    if (isReloaded) {
      await expect(chat.lastAnswer).toContainText(/\w/)
      // The page itself comes through, as it is not what is tried here.
      proxy.calm()
      await page.reload()
      proxy.rage()
    }
    await expectExact(chat, await wholeAnswer(server.url, question))
    proxy.calm()
  }
  const { kills } = proxy.counts()
  await proxy.close()
  // Each question once for the page, and once for the comparison.
  expect((await stubState()).runs).toBe(2 * QUESTIONS)
  expect(kills, `kills with seed ${seed}`).toBeGreaterThan(QUESTIONS)
})

/** As a person does: where it was given up before anything came, or in the middle, they press the button. */
async function expectExact(chat: ChatPage, text: string): Promise<void> {
  await expect(async () => {
    if (await chat.continue.isVisible()) await chat.continue.click()
    else if (await chat.retry.isVisible()) await chat.retry.click()
    await expect(chat.stop).toBeHidden({ timeout: 5000 })
    await expect(chat.regenerate).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 60_000 })
  await chat.expectAnswer(text)
  await expect(chat.messages).toHaveCount(2)
}
