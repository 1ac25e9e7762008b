import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { createChatServer, toNodeHandler } from '../index.ts'
import { createChatApp, listen } from './chatApp.test-helper.ts'

test('toNodeHandler() passes the request of Express to `owner`', async () => {
  const { chat, natives } = createChatApp()
  const url = await listen(express().use('/ai/chat/stream', toNodeHandler(chat)))
  await (await fetch(`${url}?message=Hello`)).text()
  expect(natives[0]).toMatchObject({ originalUrl: '/ai/chat/stream?message=Hello' })
})

test('toNodeHandler() routes by the path below the mount, whatever the mount is called', async () => {
  const { chat, runs } = createChatApp()
  const url = await listen(express().use('/init', toNodeHandler(chat)))
  const response = await fetch(`${new URL(url).origin}/init?message=Hello`)
  expect(response.status).toBe(200)
  await response.text()
  expect(runs).toEqual(['Hello'])
})

test('toNodeHandler() answers 400 if a middleware read the body and kept nothing of it', async () => {
  const { chat } = createChatApp()
  const app = express().use((request, _, next) => void request.resume().once('end', next))
  const url = await listen(app.use('/ai/chat/stream', toNodeHandler(chat)))
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: '{"message":"Hello"}' })
  expect(response.status).toBe(400)
})

test('toNodeHandler() sends every cookie of a response that `owner` returned', async () => {
  const headers = new Headers([
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ])
  const chat = createChatServer({
    async *answer() {
      throw new Error('unused')
    },
    owner: () => new Response('Log in', { status: 401, headers }),
  })
  onTestFinished(() => chat.close())
  const url = await listen(toNodeHandler(chat))
  const response = await fetch(`${url}?message=Hello`)
  expect([response.status, response.headers.getSetCookie()]).toEqual([401, ['a=1', 'b=2']])
})

test('a chat server starts a run although the framework aborts the signal of a request that is read', async () => {
  const { chat, runs } = createChatApp()
  // srvx 0.8, the server of Nitro 3.0, does this.
  const read = new AbortController()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"message":"Hello"}'))
      controller.close()
      read.abort()
    },
  })
  const headers = { 'content-type': 'application/json' }
  // Node requires `duplex` with a stream as body; the DOM types do not include it yet.
  const init = { method: 'POST', headers, body, duplex: 'half' }
  const request = new Request('http://localhost/init', init)
  Object.defineProperty(request, 'signal', { value: read.signal })
  expect((await chat.fetch(request)).status).toBe(201)
  expect(runs).toEqual(['Hello'])
})
