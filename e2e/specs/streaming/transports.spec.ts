import { expect, test } from '../../support/fixtures.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

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

test.describe('told by hand', () => {
  test.use({ answersByHand: true })

  for (const { transport, url } of DOORS) {
    test.describe(`by ${transport}`, () => {
      test.use({ appConfig: { url, transport } })

      test('words show as they come', async ({ chat, model }) => {
        await chat.ask('Hello')
        const answer = await model.asked()
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
