import { expect, test } from '../../support/fixtures.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

/** The transports. `firstRequest` is the beginning of the request that carries the question. */
const TRANSPORTS = [
  { transport: 'session', url: '/ai/chat/stream', firstRequest: 'POST /ai/chat/stream/init' },
  { transport: 'get', url: '/ai/chat/stream', firstRequest: 'GET /ai/chat/stream?message=Tell' },
  {
    transport: 'eventsource',
    url: '/ai/chat/stream',
    firstRequest: 'GET /ai/chat/stream?message=Tell',
  },
  { transport: 'post', url: '/v1/chat/completions', firstRequest: 'POST /v1/chat/completions' },
]

for (const { transport, url, firstRequest } of TRANSPORTS) {
  test.describe(`by ${transport}`, () => {
    test.use({ appConfig: { url, transport } })

    test('a question is answered by one run @main', async ({ chat, page, server, stubState }) => {
      const requests: string[] = []
      page.on('request', (request) =>
        requests.push(`${request.method()} ${request.url().replace(server.url, '')}`),
      )
      await chat.ask('Tell me a story')

      await chat.expectAnswer(story)
      await expect(chat.announcement).toHaveText(/^Answer complete/)
      expect(requests.filter((request) => request.startsWith(firstRequest))).toHaveLength(1)
      expect((await stubState()).runs).toBe(1)
    })
  })
}

test.describe('with manual answers', () => {
  test.use({ manualAnswers: true })

  for (const { transport, url } of TRANSPORTS) {
    test.describe(`by ${transport}`, () => {
      test.use({ appConfig: { url, transport } })

      test('text appears as it arrives', async ({ chat, model }) => {
        await chat.ask('Hello')
        const answer = await model.nextAnswer()
        answer.say('One')
        await chat.expectAnswer('One')
        answer.say(' and two')
        await chat.expectAnswer('One and two')
        answer.end()
        await chat.expectIdle()
      })
    })
  }
})
