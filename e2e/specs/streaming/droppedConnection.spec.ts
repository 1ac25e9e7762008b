import type { ServerResponse } from 'node:http'
import { expect, test, type StartServer } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

test.use({ expectedTrouble: /net::ERR_INCOMPLETE_CHUNKED_ENCODING/ })

const ENDED_EARLY = 'The connection was lost before the answer finished.'

/** Opens the app with a server that cannot resume: like NestJS, it numbers the events of each connection from 1. */
async function openWithoutResume(
  page: ChatPage['page'],
  startServer: StartServer,
  transport: string,
  end: (response: ServerResponse) => void,
) {
  const questions: string[] = []
  const { port } = await startServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    questions.push(searchParams.get('message') ?? '')
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Access-Control-Allow-Origin': '*',
    })
    response.write('\nid: 1\ndata: {"content":"One, two,"}\n\n')
    if (questions.length === 1) end(response)
    else response.end('id: 2\ndata: {"content":" three"}\n\nevent: close\ndata: {}\n\n')
  })
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { url: `http://localhost:${port}/chat`, transport } }),
  )
  const chat = new ChatPage(page)
  await chat.open()
  return { chat, questions }
}

for (const transport of ['get', 'eventsource']) {
  test(`a broken connection by ${transport} keeps the text, and marks the answer as incomplete @main`, async ({
    page,
    startServer,
  }) => {
    let first: ServerResponse | undefined
    const { chat, questions } = await openWithoutResume(
      page,
      startServer,
      transport,
      (response) => {
        first = response
      },
    )
    await chat.ask('Count to three')
    await chat.expectAnswer('One, two,')
    first?.destroy()

    await expect(chat.alert).toContainText(ENDED_EARLY)
    await expect(chat.announcement).toHaveText('Answer incomplete')
    await chat.expectAnswer('One, two,')
    expect(questions).toHaveLength(1)

    // The user may retry: that is another run, in place of the first one.
    await chat.retry.click()
    await chat.expectAnswer('One, two, three')
    await expect(chat.alert).toBeHidden()
    await expect(chat.messages).toHaveCount(2)
    expect(questions).toHaveLength(2)
  })
}

for (const transport of ['session', 'get', 'eventsource']) {
  test.describe(`with a server that resumes, by ${transport}`, () => {
    test.use({ appConfig: { url: '/ai/chat/stream', transport } })

    test('a clean end without the end mark is resumed', async ({ chat, stubState }) => {
      await chat.ask('/end-early 900 Tell me a story')
      await chat.expectAnswer(story)
      await expect(chat.announcement).toHaveText(/^Answer complete/)
      expect((await stubState()).runs).toBe(1)
    })
  })
}
