import { expect, test } from './fixtures.ts'
import type { ChatPage } from './pages/ChatPage.ts'
import { messageText } from './pages/messageText.ts'
import { story } from './stub-server/answers/story.ts'

test.use({ expectedTrouble: /net::ERR_INCOMPLETE_CHUNKED_ENCODING/ })

const WORDS = 'The connection ended early, so this answer is not complete.'

for (const transport of ['session', 'get', 'eventsource']) {
  test.describe(`by ${transport}`, () => {
    test.use({ appConfig: { url: '/ai/chat/stream', transport } })

    test.describe('told by hand', () => {
      test.use({ answersByHand: true })

      test('of a connection that breaks, the text is kept and called incomplete', async ({
        chat,
        model,
        cutStreams,
        stubState,
      }) => {
        const asked = countQuestions(chat)
        await chat.ask('Count to ten')
        const answer = await model.asked()
        answer.say('One, two,')
        await chat.expectAnswer('One, two,')

        cutStreams()

        await expect(chat.alert).toContainText(WORDS)
        await expect(chat.news).toHaveText('Answer incomplete')
        await chat.expectAnswer('One, two,')
        await expect(chat.retry).toBeVisible()
        expect(asked()).toBe(1)
        expect((await stubState()).runs).toBe(1)

        // A person may ask again: that is another run, in place of the first.
        await chat.retry.click()
        const again = await model.asked()
        again.say('One, two, three')
        again.end()
        await chat.expectAnswer('One, two, three')
        await expect(chat.alert).toBeHidden()
        await expect(chat.messages).toHaveCount(2)
        expect((await stubState()).runs).toBe(2)
      })
    })

    test('a clean end without the end mark is no success', async ({ chat, stubState }) => {
      const asked = countQuestions(chat)
      await chat.ask('/end-early 900 Tell me a story')

      await expect(chat.alert).toContainText(WORDS)
      const kept = await messageText(chat.lastAnswer)
      expect(kept).not.toBe('')
      expect(story.startsWith(kept)).toBe(true)
      await expect(chat.retry).toBeVisible()
      expect(asked()).toBe(1)
      expect((await stubState()).runs).toBe(1)
    })
  })
}

/** Counts the requests that carry a question. */
function countQuestions({ page }: ChatPage): () => number {
  let count = 0
  page.on('request', (request) => {
    if (/chat\/stream(\/init|\?)/.test(request.url())) count += 1
  })
  return () => count
}
