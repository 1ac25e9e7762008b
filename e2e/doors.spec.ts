import { expect, test } from './fixtures.ts'
import { story } from './stub-server/answers/story.ts'

/** The ways to a server. `asks` is how the request that carries the question begins. */
const DOORS = [
  { transport: 'session', url: '/ai/chat/stream', asks: 'POST /ai/chat/stream/init' },
  { transport: 'get', url: '/ai/chat/stream', asks: 'GET /ai/chat/stream?message=Tell' },
  { transport: 'eventsource', url: '/ai/chat/stream', asks: 'GET /ai/chat/stream?message=Tell' },
  { transport: 'post', url: '/v1/chat/completions', asks: 'POST /v1/chat/completions' },
]

for (const { transport, url, asks } of DOORS) {
  test.describe(`by ${transport}`, () => {
    test.use({ appConfig: { url, transport } })

    test('a question is answered by one run', async ({ chat, page, server, stubState }) => {
      const requests: string[] = []
      page.on('request', (request) =>
        requests.push(`${request.method()} ${request.url().replace(server.url, '')}`),
      )
      await chat.ask('Tell me a story')

      await chat.expectAnswer(story)
      await expect(chat.news).toHaveText(/^Answer complete/)
      expect(requests.filter((request) => request.startsWith(asks))).toHaveLength(1)
      expect((await stubState()).runs).toBe(1)
    })
  })
}

test.describe('a server without the end mark of the protocol', () => {
  test('is not asked again by an EventSource that is left to itself', async ({
    page,
    serveOwn,
  }) => {
    const asked = { app: 0, control: 0 }
    const { port } = await serveOwn((request, response) => {
      asked[request.url?.startsWith('/control') ? 'control' : 'app'] += 1
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Access-Control-Allow-Origin': '*',
      })
      response.end('retry: 10\ndata: {"content":"Only once"}\n\n')
    })
    const url = `http://localhost:${port}/ai/chat/stream`
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { url, transport: 'eventsource' } }),
    )
    const { ChatPage } = await import('./pages/ChatPage.ts')
    const chat = new ChatPage(page)
    await chat.open()
    await chat.ask('Hello')
    await chat.expectAnswer('Only once')
    await expect(chat.news).toHaveText('Answer incomplete')

    // What a copied example does: by the time it has asked thrice, the app would have asked again, too.
    await page.evaluate((address) => {
      new EventSource(address)
    }, `http://localhost:${port}/control`)
    await expect.poll(() => asked.control).toBeGreaterThan(2)
    expect(asked.app).toBe(1)
  })
})
