import { expect, test } from '../../support/fixtures.ts'
import { messageText } from '../../pages/messageText.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

/** The browser logs every unsuccessful response on the console. */
test.use({ expectedTrouble: /Failed to load resource/ })

test('a server error is explained, its message is under Details, and Retry sends the question again @main', async ({
  chat,
  page,
  stubState,
}) => {
  const message = 'The planner has no free slot'
  await page.route('**/ai/chat/stream/init', (route) =>
    route.fulfill({ status: 500, json: { statusCode: 500, message } }),
  )
  await chat.ask('Tell me a story')

  await expect(chat.alert).toContainText('The server is having problems. Try again soon.')
  await expect(chat.announcement).toHaveText('Answer failed')
  const details = await chat.openDetails()
  await expect(details).toContainText(message)
  await expect(details).toContainText('500')
  expect((await stubState()).runs).toBe(0)

  await page.unroute('**/ai/chat/stream/init')
  await chat.retry.click()

  await chat.expectAnswer(story)
  await expect(chat.alert).toBeHidden()
  await expect(chat.messages).toHaveCount(2)
  await expect(chat.composer).toBeFocused()
  expect((await stubState()).runs).toBe(1)
})

test('a server that answers 404 gets no second request', async ({ chat, page, stubState }) => {
  const requests: string[] = []
  page.on('request', (request) => request.method() === 'POST' && requests.push(request.url()))
  await chat.ask('/404 Hello')

  await expect(chat.alert).toContainText('No chat endpoint at this URL.')
  await expect(chat.retry).toBeVisible()
  expect(requests).toHaveLength(1)
  expect((await stubState()).runs).toBe(0)
})

test('a wrong API key is reported as such', async ({ chat }) => {
  await chat.ask('/401 Hello')
  await expect(chat.alert).toContainText('The API key or sign-in is missing or invalid.')
  await expect(await chat.openDetails()).toContainText('The API key is missing or invalid.')
})

for (const [request, option] of [
  ['question', ''],
  ['stream', 'on=stream '],
]) {
  test(`a web page instead of the ${request} is a failure, not an answer`, async ({ chat }) => {
    await chat.ask(`/html ${option}Hello`)

    await expect(chat.alert).toContainText('The server returned something that isn’t an answer')
    await expect(chat.announcement).toHaveText('Answer failed')
    await expect(await chat.openDetails()).toContainText('It works!')
    await expect(chat.retry).toBeVisible()
  })
}

test('a model that fails during the answer keeps its text, and its message is shown @main', async ({
  chat,
  stubState,
}) => {
  await chat.ask('/error 120 Tell me a story')

  await expect(chat.alert).toContainText('The server failed while answering.')
  await expect(chat.announcement).toHaveText('Answer failed')
  expect(await messageText(chat.lastAnswer)).toBe(story.slice(0, 120))
  await expect(await chat.openDetails()).toContainText(
    'The model failed in the middle of its answer.',
  )
  await expect(chat.retry).toBeVisible()
  expect((await stubState()).runs).toBe(1)
})

test('a refusal is not a failure: its earlier text stays, with its message below', async ({
  chat,
}) => {
  await chat.ask('/refuse 40 Tell me a story')
  await expect(chat.announcement).toHaveText('Answer refused')
  expect(await messageText(chat.lastAnswer)).toBe(story.slice(0, 40).trimEnd())
  await expect(chat.lastAnswer).toContainText('The model declined to answer.')
  await expect(chat.lastAnswer).toContainText('I am sorry, but I cannot help with that.')
  await expect(chat.alert).toHaveCount(0)
  await expect(chat.retry).toBeVisible()
})

test('an error event of NestJS in the stream is recognized', async ({ chat }) => {
  await chat.ask('/nest-error 120 Tell me a story')

  await expect(chat.announcement).toHaveText('Answer failed')
  expect(await messageText(chat.lastAnswer)).toBe(story.slice(0, 120))
  await expect(await chat.openDetails()).toContainText('Internal server error')
})

test('a server that is unreachable is retried, and the user sees it', async ({
  chat,
  page,
  stubState,
}) => {
  await page.route('**/ai/chat/stream/init', (route) => route.abort(), { times: 1 })
  await chat.ask('Tell me a story')

  await chat.expectAnswer(story)
  await expect(chat.alert).toBeHidden()
  expect((await stubState()).runs).toBe(1)
})

test('429 is retried automatically after the time in Retry-After', async ({
  chat,
  page,
  stubState,
}) => {
  const requestTimes: number[] = []
  page.on('request', (request) => request.method() === 'POST' && requestTimes.push(Date.now()))
  await chat.ask('/429 2 Tell me a story')

  await expect(chat.announcement).toHaveText('Connection lost, retrying…')
  await expect(chat.lastAnswer).toContainText('Retrying…')
  await chat.expectAnswer(story)
  await chat.expectIdle()

  const [first = NaN, second = NaN] = requestTimes
  // Requests are observed with a delay, so allow 100 ms less than the exact timer of the page.
  expect(second - first).toBeGreaterThan(1900)
  expect(requestTimes).toHaveLength(2)
  expect((await stubState()).runs).toBe(1)
})

test('a failed answer does not block the next question @main', async ({ chat }) => {
  await chat.ask('/500 Hello')
  await expect(chat.alert).toBeVisible()

  await chat.ask('Tell me a story')
  await chat.expectAnswer(story)
  await expect(chat.retry).toHaveCount(0)
})

test('a question that is too long for the server does not block the next one', async ({
  chat,
  stubState,
}) => {
  await chat.ask('word '.repeat(14_000))
  await expect(chat.alert).toBeVisible()
  await expect(await chat.openDetails()).toContainText('413')

  await chat.ask('Tell me a story')
  await chat.expectAnswer(story)
  expect((await stubState()).runs).toBe(1)
})
