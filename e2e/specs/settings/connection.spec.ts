import type { RequestListener } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { story } from '../../../src/stub-server/answers/story.ts'

const form = (page: Page) => ({
  server: page.getByLabel('Server', { exact: true }),
  address: page.getByLabel('Base URL'),
  model: page.getByLabel('Model'),
  key: page.getByLabel('API key', { exact: true }),
  remember: page.getByRole('checkbox', { name: 'Remember on this device' }),
})

async function fill(field: Locator, text: string): Promise<void> {
  await field.fill(text)
  await field.press('Tab')
}

// The app requests the models of the default URLs, but no server listens there.
test.use({ expectedTrouble: /Failed to load resource|blocked by CORS policy/ })

for (const [name, path, model] of [
  ['OpenAI-compatible (vLLM, llama.cpp, LM Studio, …)', '/v1', 'any'],
  ['OpenAI Responses', '/v1', 'any'],
  ['Ollama', '', 'any'],
  ['Anthropic', '/v1', 'any'],
  ['Gemini', '/v1beta', 'any'],
  ['AI SDK endpoint', '/ai-sdk/chat', undefined],
  ['Dify', '/v1', undefined],
] as const) {
  test(`${name} answers, also after a reload`, async ({ chat, page, server }) => {
    await chat.settings.open()
    await form(page).server.selectOption(name)
    await fill(form(page).address, server.url + path)
    if (model) await fill(form(page).model, model)
    await chat.settings.close.click()
    await chat.ask('Tell me a story')
    await chat.expectAnswer(story)
    await page.reload()
    await chat.regenerate.click()
    await chat.expectAnswer(story)
    await chat.expectIdle()
  })
}

test('the models of a server are offered, and its API key is remembered only on request @main', async ({
  chat,
  page,
  server,
}) => {
  const observed: string[] = []
  page.on('request', (request) => observed.push(request.url()))
  page.on('console', (message) => observed.push(message.text()))
  await chat.settings.open()
  for (const [name, path] of [
    ['Anthropic', '/v1'],
    ['Gemini', '/v1beta'],
  ] as const) {
    await form(page).server.selectOption(name)
    await fill(form(page).address, server.url + path)
    await fill(form(page).key, 'secret')
    await expect(form(page).model).toHaveAccessibleDescription('1 model available.')
  }
  await form(page).server.selectOption('Ollama')
  await fill(form(page).address, server.url)
  await expect(form(page).model).toHaveAccessibleDescription(/\d+ models? available/)
  await fill(form(page).key, 'secret')
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))
  expect(stored, 'the API key is not stored').not.toContain('secret')
  await page.reload()
  await chat.settings.open()
  await expect(form(page).server).toHaveValue('ollama')
  await expect(form(page).key).toHaveValue('')
  await fill(form(page).key, 'secret')
  await form(page).remember.check()
  await page.reload()
  await chat.settings.open()
  await expect(form(page).key).toHaveValue('secret')
  expect(observed.length).toBeGreaterThan(10)
  expect(observed.filter((text) => text.includes('secret'))).toEqual([])
})

test('an endpoint of an unknown format is read by the path chosen in a sample', async ({
  chat,
  page,
  startServer,
}) => {
  const { port } = await startServer((_request, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Access-Control-Allow-Origin': '*',
    })
    response.end('data: {"out":{"piece":"Hello from "}}\n\ndata: {"out":{"piece":"nowhere"}}\n\n')
  })
  await chat.settings.open()
  await chat.settings.transport.selectOption('GET')
  await fill(chat.settings.serverUrl, `http://localhost:${port}/strange`)
  await page.getByRole('button', { name: 'Answers not displaying correctly?' }).click()
  await page.getByLabel('Sample event').fill('data: {"out":{"piece":"Hello from "}}')
  await page.getByRole('radio', { name: /out\.piece/ }).check()
  await chat.settings.close.click()
  await chat.ask('Who are you?')
  await chat.expectAnswer('Hello from nowhere')
})

test('an API key is not sent to a server that another one redirects to @main', async ({
  chat,
  page,
  startServer,
}) => {
  const open = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }
  const reached: string[] = []
  const target = await startServer((request, response) => {
    reached.push(`${request.method} ${request.url}`)
    response.writeHead(200, open).end()
  })
  const frontRequests: string[] = []
  const front = await startServer((request, response) => {
    if (request.method === 'OPTIONS') return response.writeHead(204, open).end()
    frontRequests.push(`${request.method} ${request.url} ${request.headers['x-api-key']}`)
    const location = `http://localhost:${target.port}${request.url}`
    return response.writeHead(307, { ...open, Location: location }).end()
  })
  await chat.settings.open()
  await form(page).server.selectOption('Anthropic')
  await fill(form(page).key, 'secret')
  await fill(form(page).model, 'any')
  await fill(form(page).address, `http://localhost:${front.port}/v1`)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(chat.announcement).toHaveText(
    /redirects to another URL, which must not get your API key/,
  )
  await chat.settings.close.click()
  await chat.ask('Who are you?')
  await expect(chat.alert).toContainText('Enter the final URL in Settings')
  await expect(chat.retry).toBeVisible()
  expect(frontRequests).toContain('GET /v1/models?limit=1000 secret')
  expect(frontRequests.filter((request) => request === 'POST /v1/messages secret')).toHaveLength(2)
  expect(reached).toEqual([])
})

test.describe('the connection test reports', () => {
  const events = Array.from({ length: 20 }, (_, index) => `data: {"content":"word${index} "}\n\n`)
  const open = { 'Access-Control-Allow-Origin': '*' }
  const stream = { 'Content-Type': 'text/event-stream', ...open }

  async function diagnose(page: Page, url: string): Promise<void> {
    await page.getByLabel('Request method').selectOption('GET')
    await fill(page.getByLabel('Server URL'), url)
    await page.getByRole('button', { name: 'Test connection' }).click()
  }

  const CASES: readonly (readonly [string, RegExp, RequestListener])[] = [
    [
      'a working server',
      /Connected\. First words after [\d.]+ s/,
      async (_, response) => {
        response.writeHead(200, stream)
        for (const event of events) {
          response.write(event)
          await wait(10)
        }
        response.end()
      },
    ],
    [
      'missing CORS headers',
      /doesn’t allow this page.*Access-Control-Allow-Origin: http:\/\/localhost:\d+/s,
      (_, response) =>
        void response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(events.join('')),
    ],
    [
      '404',
      /there’s no chat endpoint at this path/,
      (_, response) => void response.writeHead(404, open).end('Not here'),
    ],
    [
      '401',
      /API key is missing or was rejected/,
      (_, response) => void response.writeHead(401, open).end('Who are you?'),
    ],
    [
      'a page instead of a stream',
      /not a stream; it may be a web page/,
      (_, response) =>
        void response
          .writeHead(200, { 'Content-Type': 'text/html', ...open })
          .end('<!doctype html><title>Hi</title>'),
    ],
    [
      'a proxy that holds the answer back',
      /arrived all at once.*proxy_buffering off/s,
      async (_, response) => {
        await wait(400)
        response.writeHead(200, stream).end(events.join(''))
      },
    ],
    [
      'a first byte after 20 seconds',
      /the first words took 2\d\.\d s/,
      async (_, response) => {
        await wait(20_000)
        response.writeHead(200, stream)
        for (const event of events) {
          response.write(event)
          await wait(150)
        }
        response.end()
      },
    ],
  ]
  for (const [cause, result, listener] of CASES) {
    test(cause, async ({ chat, page, startServer }) => {
      const { port } = await startServer(listener)
      await chat.settings.open()
      await diagnose(page, `http://localhost:${port}/chat`)
      await expect(chat.announcement).toHaveText(result, { timeout: 60_000 })
    })
  }

  test.describe('on a page served over https', () => {
    // The service worker would request the app's files from app.test, but no server listens there.
    test.use({
      serviceWorkers: 'block',
      expectedTrouble: /Mixed Content|Failed to load resource|Service Worker/,
    })

    test('a server URL with http', async ({ page, server }) => {
      await page.route('https://app.test/**', async (route) => {
        const { pathname } = new URL(route.request().url())
        await route.fulfill({ response: await route.fetch({ url: server.url + pathname }) })
      })
      const chat = new ChatPage(page)
      await chat.open('https://app.test/')
      await chat.settings.open()
      await diagnose(page, 'http://model.test/chat')
      await expect(chat.announcement).toHaveText(/An HTTPS page can’t connect to an HTTP server\./)
      await diagnose(page, 'https://model.test/chat')
      await expect(chat.announcement).toHaveText(/No response from this URL/)
    })
  })

  test('a server that does not listen', async ({ chat, page }) => {
    await chat.settings.open()
    await diagnose(page, 'http://localhost:9/chat')
    await expect(chat.announcement).toHaveText(/No response from this URL/)
  })
})
