// Installs the packed package in an empty folder, and opens its app in front of servers without CORS.
import { LLMock } from '@copilotkit/aimock'
import { expect, type Page } from '@playwright/test'
import { createStubServer, type StubServer } from '../../../src/stub-server/index.ts'
import { serve } from '../../support/serve.ts'
import { test } from './installedCommand.ts'
import { ollamaServer, type OllamaRequest } from './ollamaServer.ts'

const KEY = 'sk-0123456789abcdefghij'

const startStub = () => createStubServer({ port: 0, pace: { min: 0, max: 3 }, origins: [] })
const endpointOf = ({ url }: StubServer) => ['--endpoint', `${url}/ai/chat/stream`]

/** Returns the URLs and the bodies of all responses that a page gets from now on. */
function recordResponses(page: Page): { readonly urls: string[]; readonly bodies: string[] } {
  const recorded = { urls: [] as string[], bodies: [] as string[] }
  page.on('response', (response) => {
    recorded.urls.push(response.url())
    const headers = JSON.stringify(response.headers())
    response.text().then(
      (body) => recorded.bodies.push(headers + body),
      () => recorded.bodies.push(headers),
    )
  })
  return recorded
}

test('the installed command streams the answer of an endpoint, and Ctrl+C ends it @main', async ({
  page,
  start,
  openApp,
}) => {
  const stub = await startStub()
  const recorded = recordResponses(page)
  const command = await start(endpointOf(stub))
  const chat = await openApp(command)
  await chat.ask('Tell me a story')
  await chat.expectIdle()
  await expect(chat.lastAnswer).toContainText('Once upon a time')
  expect(stub.handler.state().runs).toBe(1)
  expect(recorded.urls.filter((url) => !url.startsWith(`${command.url}/`))).toEqual([])
  expect(command.printed()).toContain('POST …/init, then GET …/:sessionId')
  expect(await command.end('SIGINT')).toBe(0)
  await stub.close()
})

for (const transport of ['get', 'post', 'eventsource']) {
  test(`an endpoint answers through the transport ${transport}`, async ({ start, openApp }) => {
    const server = await serve((request, response) => {
      if (request.method === 'OPTIONS') return response.writeHead(404).end()
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.end(`data: {"content":"by ${request.method}"}\n\nevent: close\ndata: {}\n\n`)
    })
    const url = `http://127.0.0.1:${server.port}/chat`
    const chat = await openApp(await start(['--endpoint', url, '--transport', transport]))
    await chat.ask('Hello')
    await chat.expectIdle()
    await expect(chat.lastAnswer).toContainText(transport === 'post' ? 'by POST' : 'by GET')
    await server.close()
  })
}

test('a stop ends the run at the endpoint, and a failure shows what the server says', async ({
  start,
  openApp,
}) => {
  const stub = await startStub()
  const chat = await openApp(await start(endpointOf(stub)))
  await chat.ask('/long 100000')
  await expect(chat.lastAnswer).toContainText(/\w+/)
  await chat.stop.click()
  await expect.poll(() => stub.handler.state().openStreams).toBe(0)
  await chat.ask('/500')
  await expect(chat.alert).toBeVisible()
  expect(await (await chat.openDetails()).textContent()).toContain('500')
  await stub.close()
})

test('the page says that the endpoint does not run', async ({ start, openApp }) => {
  const command = await start(['--endpoint', 'http://127.0.0.1:1/chat', '--transport', 'post'])
  await expect.poll(() => command.printed()).toContain('Cannot reach http://127.0.0.1:1/chat')
  const chat = await openApp(command)
  await chat.ask('Hello')
  await expect(chat.alert).toBeVisible()
  expect(await (await chat.openDetails()).textContent()).toContain('no server listens there')
})

test('an OpenAI-format server answers, and its API key stays in the command', async ({
  page,
  start,
  openApp,
}) => {
  const mock = new LLMock({ port: 0 })
  mock.onMessage('Hello', { content: 'Hi from the mock!' })
  await mock.start()
  const recorded = recordResponses(page)
  const command = await start(['--upstream', `${mock.url}/v1`, '--model', 'gpt-4o'], {
    OPENAI_API_KEY: KEY,
  })
  const chat = await openApp(command)
  await chat.ask('Hello')
  await chat.expectIdle()
  await expect(chat.lastAnswer).toContainText('Hi from the mock!')
  const asked = mock.getRequests().filter(({ path }) => path.endsWith('/chat/completions'))
  expect(asked).toHaveLength(1)
  expect(recorded.urls.filter((url) => !url.startsWith(`${command.url}/`))).toEqual([])
  expect(recorded.bodies.join()).toContain('Hi from the mock!')
  expect(recorded.bodies.join()).not.toContain(KEY)
  expect(command.printed()).not.toContain(KEY)
  await mock.stop()
})

test('Ollama answers, with the model that it lists, although it knows no page', async ({
  start,
  openApp,
}) => {
  const requests: OllamaRequest[] = []
  const server = await serve(ollamaServer(requests))
  const command = await start(['--upstream', `http://127.0.0.1:${server.port}`])
  const chat = await openApp(command)
  await chat.ask('Hello')
  await chat.expectIdle()
  await expect(chat.lastAnswer).toContainText('You asked: Hello')
  expect(requests).toMatchObject([{ body: { model: 'qwen3:8b' } }])
  expect(command.printed()).toContain("Ollama's format; model qwen3:8b")
  await server.close()
})

test('a page of another origin can neither ask the endpoint nor read from it', async ({
  page,
  start,
}) => {
  const stub = await startStub()
  const { url, printed } = await start(endpointOf(stub))
  await expect.poll(printed).toContain('Questions go to')
  const evil = await serve((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>Evil</title>')
  })
  const proxied = `${url}/proxy/${new URL(stub.url).host}/ai/chat/stream`
  for (const host of ['evil.test', 'localhost']) {
    await page.goto(`http://${host}:${evil.port}`)
    const results = await page.evaluate(async (target) => {
      const question = JSON.stringify({ message: 'Hi' })
      const json = { method: 'POST', headers: { 'Content-Type': 'application/json' } }
      const text = async (path: string, init?: RequestInit) =>
        fetch(target + path, init).then(
          (response) => response.text(),
          () => 'blocked',
        )
      const form = document.createElement('form')
      Object.assign(form, { method: 'POST', action: `${target}/init`, target: 'frame' })
      form.enctype = 'text/plain'
      form.innerHTML = '<input name=\'{"message":"Hi","x":"\' value=\'"}\'>'
      const frame = document.createElement('iframe')
      frame.name = 'frame'
      document.body.append(frame, form)
      form.submit()
      const image = new Image()
      image.src = `${target}?message=Hi`
      await new Promise((resolve) => (image.onerror = resolve))
      const source = new EventSource(`${target}?message=Hi`)
      await new Promise((resolve) => (source.onerror = resolve))
      source.close()
      await fetch(`${target}?message=Hi`, { mode: 'no-cors' }).catch(() => {})
      return [
        await text('?message=Hi'),
        await text('/init', { ...json, body: question }),
        await text('/init', { method: 'POST', body: question }),
      ]
    }, proxied)
    expect(results).toEqual(['blocked', 'blocked', 'blocked'])
  }
  // To the browser, a page of this host name and the app are one origin.
  const rebound = await page.goto(url.replace('localhost', 'evil.test'))
  expect(rebound?.status()).toBe(403)
  const asked = await page.evaluate(
    async (path) => (await fetch(`${path}?message=Hi`)).status,
    new URL(proxied).pathname,
  )
  expect(asked).toBe(403)
  expect(stub.handler.state().runs).toBe(0)
  await evil.close()
  await stub.close()
})

test('a response of the server never runs as a page of the app’s origin', async ({
  page,
  start,
}) => {
  const server = await serve((request, response) => {
    if (request.method === 'OPTIONS') return response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': 'text/html' })
    response.end('<title>Data</title><script>document.title = "Run"</script>')
  })
  const { url } = await start(['--endpoint', `http://127.0.0.1:${server.port}/chat`])
  await page.goto(`${url}/proxy/127.0.0.1:${server.port}/chat`)
  await expect(page).toHaveTitle('Data')
  expect(await page.evaluate(() => origin)).toBe('null')
  await server.close()
})
