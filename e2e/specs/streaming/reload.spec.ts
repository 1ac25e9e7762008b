import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'

const ENDED_EARLY = 'The connection was lost before the answer finished.'

test.describe('a reload in mid-answer', () => {
  test.use({ answersByHand: true, expectedTrouble: /status of 404/ })

  for (const transport of ['session', 'get', 'eventsource']) {
    test.describe(`by ${transport}`, () => {
      test.use({ appConfig: { url: '/ai/chat/stream', transport } })

      test('finds its run again: the text is there once, whole, and nothing was asked twice', async ({
        chat,
        model,
        stubState,
      }) => {
        await chat.ask('Count to ten')
        const answer = await model.asked()
        answer.say('One, two,')
        await chat.expectAnswer('One, two,')

        await chat.page.reload()
        await chat.expectAnswer('One, two,')
        await expect(chat.questions).toHaveCount(1)
        answer.say(' three')
        await chat.expectAnswer('One, two, three')
        answer.end()
        await chat.expectIdle()

        await expect(chat.messages).toHaveCount(2)
        expect((await stubState()).runs).toBe(1)
        // What ended is stored as it ended.
        await chat.page.reload()
        await chat.expectAnswer('One, two, three')
        await expect(chat.alert).toBeHidden()
      })
    })
  }

  test('goes on in chats that are not open, too', async ({ chat, model, stubState }) => {
    await chat.ask('First chat')
    const first = await model.asked()
    first.say('one')
    await chat.expectAnswer('one')
    await chat.sidebar.newChat.click()
    await chat.ask('Second chat')
    const second = await model.asked()
    second.say('two')
    await chat.expectAnswer('two')

    await chat.page.reload()
    await chat.expectAnswer('two')
    await expect(chat.sidebar.chat('First chat')).toHaveAccessibleName(/Responding/)
    first.say(' and more')
    first.end()
    second.end()
    await chat.expectIdle()
    await chat.sidebar.chat('First chat').click()
    await chat.expectAnswer('one and more')
    expect((await stubState()).runs).toBe(2)
  })

  test('an answer that ended while the page was away is whole', async ({ chat, model }) => {
    await chat.ask('Count to ten')
    const answer = await model.asked()
    answer.say('One,')
    await chat.expectAnswer('One,')
    const { page } = chat
    await page.goto('about:blank')
    answer.say(' two.')
    answer.end()
    await page.goBack()
    await chat.expectAnswer('One, two.')
    await expect(chat.regenerate).toBeVisible()
  })

  test('of a run that its server forgot, the text stands, and is called incomplete', async ({
    chat,
    model,
  }) => {
    let answerCame = false
    await chat.page.route('**/ai/chat/stream/*', async (route, request) => {
      const isRest = request.method() === 'GET' && answerCame
      if (isRest) await route.fulfill({ status: 404, json: { message: 'Session not found' } })
      else await route.continue()
    })
    await chat.ask('Count to ten')
    const answer = await model.asked()
    answer.say('One, two,')
    await chat.expectAnswer('One, two,')
    answerCame = true
    await chat.page.reload()
    await expect(chat.alert).toContainText(ENDED_EARLY)
    await chat.expectAnswer('One, two,')
  })
})

test.describe('a reload in mid-answer of a server that cannot resume', () => {
  /** As NestJS does it: ids that begin anew with each connection, and no end mark. */
  async function openBare(page: ChatPage['page'], serveOwn: Serve) {
    const asked: string[] = []
    const { port } = await serveOwn((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://localhost')
      const question = searchParams.get('message') ?? ''
      asked.push(question)
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Access-Control-Allow-Origin': '*',
      })
      response.write('\nid: 1\ndata: {"content":"Half of"}\n\n')
      if (asked.length > 1) response.end('id: 2\ndata: {"content":" it"}\n\n')
    })
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { url: `http://localhost:${port}/chat`, transport: 'get' } }),
    )
    const chat = new ChatPage(page)
    await chat.open()
    await chat.ask('All of it')
    await chat.expectAnswer('Half of')
    await page.reload()
    return { chat, asked }
  }
  type Serve = Parameters<Parameters<typeof test>[2]>[0]['serveOwn']

  test('keeps the text, marked, and asks nothing by itself; Retry asks again', async ({
    page,
    serveOwn,
  }) => {
    const { chat, asked } = await openBare(page, serveOwn)
    await expect(chat.alert).toContainText(ENDED_EARLY)
    await chat.expectAnswer('Half of')
    expect(asked).toEqual(['All of it'])

    await chat.retry.click()
    await chat.expectAnswer('Half of it')
    await expect(chat.messages).toHaveCount(2)
    expect(asked).toEqual(['All of it', 'All of it'])
  })

  test('Continue asks for the rest in words', async ({ page, serveOwn }) => {
    const { chat, asked } = await openBare(page, serveOwn)
    await chat.continue.click()
    await expect(chat.questions).toHaveCount(2)
    await chat.expectAnswer('Half of it')
    await chat.expectAnswer('Half of', chat.answers.first())
    expect(asked[1]).toMatch(/go on/)
  })
})

test.describe('a chat that is over', () => {
  test('is there after a reload, with its draft, and so are the others', async ({ chat }) => {
    await chat.ask('What is bold?')
    await chat.expectIdle()
    const words = await chat.lastAnswer.textContent()
    await chat.sidebar.newChat.click()
    await chat.ask('Second')
    await chat.expectIdle()
    await chat.composer.fill('Half a thought')

    await chat.page.reload()
    await expect(chat.composer).toHaveValue('Half a thought')
    await expect(chat.questions).toHaveText([/Second/])
    await expect(chat.sidebar.chats).toHaveText([/Second/, /bold/])
    await chat.sidebar.chat('bold').click()
    await expect.poll(() => chat.lastAnswer.textContent()).toBe(words)
  })

  test('stays deleted after a reload, and comes back by Undo', async ({ chat }) => {
    await chat.ask('One')
    await chat.expectIdle()
    await chat.sidebar.remove('One')
    await chat.sidebar.undo.click()
    await expect(chat.messages).toHaveCount(2)
    await chat.page.reload()
    await expect(chat.messages).toHaveCount(2)
    await chat.sidebar.remove('One')
    await expect(chat.sidebar.chats).toHaveCount(0)
    await chat.page.reload()
    await expect(chat.composer).toBeVisible()
    await expect(chat.sidebar.chats).toHaveCount(0)
  })
})
