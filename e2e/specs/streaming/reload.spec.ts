import { expect, test, type StartServer } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { mainIf } from '../../support/mainPath.ts'

const ENDED_EARLY = 'The connection was lost before the answer finished.'

test.describe('a reload during an answer', () => {
  test.use({ manualAnswers: true, expectedTrouble: /status of 404/ })

  for (const transport of ['session', 'get', 'eventsource']) {
    test.describe(`by ${transport}`, () => {
      test.use({ appConfig: { url: '/ai/chat/stream', transport } })

      test(`resumes its run: the whole text appears once, and no question is sent twice${mainIf(transport === 'session')}`, async ({
        chat,
        model,
        stubState,
      }) => {
        await chat.ask('Count to ten')
        const answer = await model.nextAnswer()
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
        // A finished answer is stored with its outcome.
        await chat.page.reload()
        await chat.expectAnswer('One, two, three')
        await expect(chat.alert).toBeHidden()
      })
    })
  }

  test('resumes in chats that are not open, too', async ({ chat, model, stubState }) => {
    await chat.ask('First chat')
    const first = await model.nextAnswer()
    first.say('one')
    await chat.expectAnswer('one')
    await chat.sidebar.newChat.click()
    await chat.ask('Second chat')
    const second = await model.nextAnswer()
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

  test('shows the whole answer if it ended while the page was away', async ({ chat, model }) => {
    await chat.ask('Count to ten')
    const answer = await model.nextAnswer()
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

  test('keeps the text of a run that the server forgot, and marks it as incomplete', async ({
    chat,
    model,
  }) => {
    let hasText = false
    await chat.page.route('**/ai/chat/stream/*', async (route, request) => {
      const isRest = request.method() === 'GET' && hasText
      if (isRest) await route.fulfill({ status: 404, json: { message: 'Session not found' } })
      else await route.continue()
    })
    await chat.ask('Count to ten')
    const answer = await model.nextAnswer()
    answer.say('One, two,')
    await chat.expectAnswer('One, two,')
    hasText = true
    await chat.page.reload()
    await expect(chat.alert).toContainText(ENDED_EARLY)
    await chat.expectAnswer('One, two,')
  })
})

test.describe('a reload during an answer of a server that cannot resume', () => {
  /** Opens the app with a server like NestJS: ids start again with each connection, and there is no end mark. */
  async function openWithoutResume(page: ChatPage['page'], startServer: StartServer) {
    const questions: string[] = []
    const { port } = await startServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://localhost')
      const question = searchParams.get('message') ?? ''
      questions.push(question)
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Access-Control-Allow-Origin': '*',
      })
      response.write('\nid: 1\ndata: {"content":"Half of"}\n\n')
      if (questions.length > 1) response.end('id: 2\ndata: {"content":" it"}\n\n')
    })
    await page.route('**/config.json', (route) =>
      route.fulfill({ json: { url: `http://localhost:${port}/chat`, transport: 'get' } }),
    )
    const chat = new ChatPage(page)
    await chat.open()
    await chat.ask('All of it')
    await chat.expectAnswer('Half of')
    await page.reload()
    return { chat, questions }
  }

  test('keeps the text as incomplete and sends nothing automatically; Retry sends the question again', async ({
    page,
    startServer,
  }) => {
    const { chat, questions } = await openWithoutResume(page, startServer)
    await expect(chat.alert).toContainText(ENDED_EARLY)
    await chat.expectAnswer('Half of')
    expect(questions).toEqual(['All of it'])

    await chat.retry.click()
    await chat.expectAnswer('Half of it')
    await expect(chat.messages).toHaveCount(2)
    expect(questions).toEqual(['All of it', 'All of it'])
  })

  test('Continue asks for the rest in a new question', async ({ page, startServer }) => {
    const { chat, questions } = await openWithoutResume(page, startServer)
    await chat.continue.click()
    await expect(chat.questions).toHaveCount(2)
    await chat.expectAnswer('Half of it')
    await chat.expectAnswer('Half of', chat.answers.first())
    expect(questions[1]).toBe('Continue exactly where you left off.')
  })
})

test.describe('an ended chat', () => {
  test('is restored after a reload, with its draft and the other chats @main', async ({ chat }) => {
    await chat.ask('What is bold?')
    await chat.expectIdle()
    const text = await chat.lastAnswer.textContent()
    await chat.sidebar.newChat.click()
    await chat.ask('Second')
    await chat.expectIdle()
    await chat.composer.fill('Half a thought')

    await chat.page.reload()
    await expect(chat.composer).toHaveValue('Half a thought')
    await expect(chat.questions).toHaveText([/Second/])
    await expect(chat.sidebar.chats).toHaveText([/Second/, /bold/])
    await chat.sidebar.chat('bold').click()
    await expect.poll(() => chat.lastAnswer.textContent()).toBe(text)
  })

  test('stays deleted after a reload, and is restored by Undo', async ({ chat }) => {
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
