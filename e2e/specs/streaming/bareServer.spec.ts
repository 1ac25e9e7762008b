import type { ServerResponse } from 'node:http'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'

const PATH = '/ai/chat/stream'

/** What a company's own endpoint sends: no ids, no end mark, and then a clean end. */
function answerBarely(response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Access-Control-Allow-Origin': '*',
  })
  response.end('retry: 10\ndata: {"content":"Only once"}\n\n')
}

test('an EventSource is closed at a clean end, so that the question is asked once', async ({
  page,
  serveOwn,
}) => {
  const asked = { app: 0, copied: 0 }
  const { port } = await serveOwn((request, response) => {
    asked[request.url?.startsWith(PATH) ? 'app' : 'copied'] += 1
    answerBarely(response)
  })
  const origin = `http://localhost:${port}`
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { url: origin + PATH, transport: 'eventsource' } }),
  )
  const chat = new ChatPage(page)
  await chat.open()
  await chat.ask('Hello')
  await chat.expectAnswer('Only once')
  // It does not tell a clean end from a broken connection, so it must not call this a success.
  await expect(chat.news).toHaveText('Answer incomplete')

  // What a copied example does. When it has asked thrice, the app would have asked again as well.
  const copied = await page.evaluateHandle(
    (address) => new EventSource(address),
    `${origin}/copied`,
  )
  await expect.poll(() => asked.copied).toBeGreaterThan(2)
  // The server ends before the page does, which would see its connection break.
  await copied.evaluate((source) => source.close())
  expect(asked.app).toBe(1)
})

test('by fetch, the clean end of such an answer is its end', async ({ page, serveOwn }) => {
  let asked = 0
  const { port } = await serveOwn((_request, response) => {
    asked += 1
    answerBarely(response)
  })
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { url: `http://localhost:${port}${PATH}`, transport: 'get' } }),
  )
  const chat = new ChatPage(page)
  await chat.open()
  await chat.ask('Hello')

  await chat.expectAnswer('Only once')
  await expect(chat.news).toHaveText('Answer complete, 9 characters')
  expect(asked).toBe(1)
})
