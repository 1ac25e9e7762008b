import type { ServerResponse } from 'node:http'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'

const PATH = '/ai/chat/stream'

/** Answers like a minimal custom endpoint: no ids, no end mark, then a clean end. */
function sendMinimalAnswer(response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Access-Control-Allow-Origin': '*',
  })
  response.end('retry: 10\ndata: {"content":"Only once"}\n\n')
}

test('an EventSource is closed at a clean end, so the question is sent only once @main', async ({
  page,
  startServer,
}) => {
  const requests = { app: 0, native: 0 }
  const { port } = await startServer((request, response) => {
    requests[request.url?.startsWith(PATH) ? 'app' : 'native'] += 1
    sendMinimalAnswer(response)
  })
  const origin = `http://localhost:${port}`
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { url: origin + PATH, transport: 'eventsource' } }),
  )
  const chat = new ChatPage(page)
  await chat.open()
  await chat.ask('Hello')
  await chat.expectAnswer('Only once')
  // An EventSource can't distinguish a clean end from a broken connection, so this must not count as complete.
  await expect(chat.announcement).toHaveText('Answer incomplete')

  // A native EventSource reconnects at a clean end. When it has sent three requests, the app would have repeated its
  // own.
  const native = await page.evaluateHandle((url) => new EventSource(url), `${origin}/native`)
  await expect.poll(() => requests.native).toBeGreaterThan(2)
  // Close it before the server ends: the page would report a broken connection.
  await native.evaluate((source) => source.close())
  expect(requests.app).toBe(1)
})

test('with fetch, a clean end completes such an answer', async ({ page, startServer }) => {
  let requests = 0
  const { port } = await startServer((_request, response) => {
    requests += 1
    sendMinimalAnswer(response)
  })
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { url: `http://localhost:${port}${PATH}`, transport: 'get' } }),
  )
  const chat = new ChatPage(page)
  await chat.open()
  await chat.ask('Hello')

  await chat.expectAnswer('Only once')
  await expect(chat.announcement).toHaveText('Answer complete, 9 characters')
  expect(requests).toBe(1)
})
