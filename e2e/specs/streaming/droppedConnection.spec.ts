import type { ServerResponse } from 'node:http'
import { expect, test, type ServeOwn } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

test.use({ expectedTrouble: /net::ERR_INCOMPLETE_CHUNKED_ENCODING/ })

const WORDS = 'The connection was lost before the answer finished.'

/** A server that cannot resume: it numbers the events of each connection anew, as NestJS does. */
async function openBare(
  page: ChatPage['page'],
  serveOwn: ServeOwn,
  transport: string,
  end: (response: ServerResponse) => void,
) {
  const asked: string[] = []
  const { port } = await serveOwn((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    asked.push(searchParams.get('message') ?? '')
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Access-Control-Allow-Origin': '*',
    })
    response.write('\nid: 1\ndata: {"content":"One, two,"}\n\n')
    if (asked.length === 1) end(response)
    else response.end('id: 2\ndata: {"content":" three"}\n\nevent: close\ndata: {}\n\n')
  })
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { url: `http://localhost:${port}/chat`, transport } }),
  )
  const chat = new ChatPage(page)
  await chat.open()
  return { chat, asked }
}

for (const transport of ['get', 'eventsource']) {
  test(`by ${transport}: of a connection that breaks, the text is kept and called incomplete`, async ({
    page,
    serveOwn,
  }) => {
    let first: ServerResponse | undefined
    const { chat, asked } = await openBare(page, serveOwn, transport, (response) => {
      first = response
    })
    await chat.ask('Count to three')
    await chat.expectAnswer('One, two,')
    first?.destroy()

    await expect(chat.alert).toContainText(WORDS)
    await expect(chat.news).toHaveText('Answer incomplete')
    await chat.expectAnswer('One, two,')
    expect(asked).toHaveLength(1)

    // A person may ask again: that is another run, in place of the first.
    await chat.retry.click()
    await chat.expectAnswer('One, two, three')
    await expect(chat.alert).toBeHidden()
    await expect(chat.messages).toHaveCount(2)
    expect(asked).toHaveLength(2)
  })
}

for (const transport of ['session', 'get', 'eventsource']) {
  test.describe(`by ${transport}, of a server that resumes`, () => {
    test.use({ appConfig: { url: '/ai/chat/stream', transport } })

    test('a clean end without the end mark is no end', async ({ chat, stubState }) => {
      await chat.ask('/end-early 900 Tell me a story')
      await chat.expectAnswer(story)
      await expect(chat.news).toHaveText(/^Answer complete/)
      expect((await stubState()).runs).toBe(1)
    })
  })
}
