import type { ServerResponse } from 'node:http'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'

const HEADERS = { 'Content-Type': 'application/x-ndjson', 'Access-Control-Allow-Origin': '*' }

test('a local server that is silent for seconds is said to load its model @main', async ({
  page,
  startServer,
}) => {
  let answer: ServerResponse | undefined
  const { port } = await startServer((request, response) => {
    if (request.method === 'POST') answer = response
    else {
      response.writeHead(request.method === 'OPTIONS' ? 204 : 200, {
        ...HEADERS,
        'Access-Control-Allow-Headers': '*',
      })
      response.end('{"models":[{"name":"small"}]}')
    }
  })
  await page.route('**/config.json', (route) =>
    route.fulfill({
      json: { server: 'ollama', baseUrl: `http://localhost:${port}`, model: 'small' },
    }),
  )
  const chat = new ChatPage(page)
  await chat.open()
  await chat.ask('Hello')
  await expect(chat.log).toContainText('Loading the model…')

  answer?.writeHead(200, HEADERS)
  answer?.end(
    '{"message":{"role":"assistant","content":"Hi"},"done":false}\n{"message":{"content":""},"done":true,"done_reason":"stop"}\n',
  )
  await chat.expectAnswer('Hi')
  await expect(chat.log).not.toContainText('Loading the model…')
  await expect(chat.announcement).toHaveText('Answer complete, 2 characters')
})
