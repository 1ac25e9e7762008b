import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, onTestFinished, test, vi } from 'vitest'
import { eventsIn, eventsOf } from '../server/eventsOf.test-helper.ts'
import type { Model } from './model.ts'
import { createStubServer, type StubServer } from './server.ts'
import { serverForTest, sessionOf } from './server.test-helper.ts'

function socketTo({ port }: StubServer, text: string): Socket {
  const socket = connect({ port, host: '127.0.0.1' })
  onTestFinished(() => {
    socket.destroy()
  })
  socket.write(text)
  return socket
}

async function textFrom(socket: Socket): Promise<string> {
  let text = ''
  for await (const bytes of socket) text += String(bytes)
  return text
}

const MEGABYTE = 1024 * 1024

test('a client that stops reading is dropped, holds no memory, and can resume', async () => {
  const size = 64
  const model: Model = async function* () {
    for (let part = 0; part < size; part += 1) yield { content: 'x'.repeat(MEGABYTE) }
  }
  const server = await serverForTest({ model, limits: { runBytes: 100 * MEGABYTE } })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const id = await sessionOf(server, 'Hi')
  const before = process.memoryUsage().arrayBuffers
  const sockets = [1, 2, 3, 4].map(() => {
    const socket = socketTo(server, `GET /ai/chat/stream/${id} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    socket.pause()
    return socket
  })
  await expect.poll(() => server.handler.state().openStreams).toBe(4)
  // Far less than the 256 MB in total that the four readers are still owed.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * MEGABYTE)
  await vi.waitFor(() => {
    vi.advanceTimersByTime(1_000)
    expect(server.handler.state().openStreams).toBe(0)
  })
  for (const socket of sockets) socket.destroy()

  const url = `${server.url}/ai/chat/stream/${id}?lastEventId=${size}`
  expect((await eventsOf(await fetch(url))).map(({ event }) => event)).toEqual(['close'])
})

test('a client that reads slowly receives the whole answer', async () => {
  const model: Model = async function* () {
    for (let part = 0; part < 16; part += 1) yield { content: 'x'.repeat(MEGABYTE) }
  }
  const server = await serverForTest({
    model,
    stallTimeout: 3_000,
    limits: { runBytes: 100 * MEGABYTE },
  })
  const response = await fetch(`${server.url}/ai/chat/stream?message=Hi`)
  let bytes = 0
  for await (const piece of response.body ?? []) {
    if (Math.floor(bytes / MEGABYTE) !== Math.floor((bytes + piece.length) / MEGABYTE)) {
      await new Promise((resolve) => setTimeout(resolve, 190))
    }
    bytes += piece.length
  }
  expect(bytes).toBeGreaterThan(16 * MEGABYTE)
})

test('the client can read why its long body is refused', async () => {
  const server = await serverForTest()
  const response = await fetch(`${server.url}/ai/chat/stream/init`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: new Uint8Array(5 * MEGABYTE),
  })
  expect(response.status).toBe(413)
  expect((await fetch(`${server.url}/__stub/state`)).status).toBe(200)
})

test('GET /__stub/state returns the runs, open streams and sessions', async () => {
  const server = await serverForTest({ pace: { min: 50, max: 50 } })
  const stream = await fetch(`${server.url}/ai/chat/stream`)
  const state = await (await fetch(`${server.url}/__stub/state`)).json()
  expect(state).toEqual({ runs: 1, liveRuns: 1, openStreams: 1, sessions: 1 })
  await stream.body?.cancel()
  await expect
    .poll(() => server.handler.state())
    .toEqual({ runs: 1, liveRuns: 1, openStreams: 0, sessions: 1 })
})

test('close() ends open streams without a close event and frees the port', async () => {
  const server = await createStubServer({ port: 0, pace: { min: 5, max: 5 } })
  const response = await fetch(`${server.url}/ai/chat/stream`)
  const text = response.text()
  await server.close()
  const events = eventsIn(await text)
  expect(events.length).toBeGreaterThan(0)
  expect(events.some(({ event }) => event === 'close')).toBe(false)
  expect(server.handler.state()).toMatchObject({ openStreams: 0, liveRuns: 0 })
  await expect(fetch(server.url)).rejects.toThrow()
})

test('close() does not wait for idle connections', async () => {
  const server = await createStubServer({ port: 0 })
  const sockets = [1, 2].map(() => socketTo(server, ''))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  await fetch(`${server.url}/__stub/state`)
  const received = Promise.all(sockets.map(textFrom))
  await server.close()
  // If close() waited, each connection would receive a 408 when its time for headers is over.
  expect(await received).toEqual(['', ''])
})

test('close() does not wait for a client that does not read', async () => {
  const model: Model = async function* () {
    for (let part = 0; part < 32; part += 1) yield { content: 'x'.repeat(MEGABYTE) }
  }
  const limits = { runBytes: 100 * MEGABYTE }
  const server = await createStubServer({ port: 0, model, limits, stallTimeout: 60_000 })
  const head = 'GET /ai/chat/stream HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const socket = socketTo(server, head)
  socket.on('error', () => {})
  socket.pause()
  await expect.poll(() => server.handler.state().openStreams).toBe(1)
  await server.close()
  expect(server.handler.state().openStreams).toBe(0)
})

const hasIPv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1')

test.each(['127.0.0.1', 'localhost', ...(hasIPv6 ? ['[::1]'] : [])])(
  'the host localhost answers as %s',
  async (host) => {
    const server = await serverForTest()
    expect((await fetch(`http://${host}:${server.port}/__stub/state`)).status).toBe(200)
  },
)

test('a body whose Content-Length is too large is refused before it arrives', async () => {
  const server = await serverForTest()
  const head = 'POST /ai/chat/stream/init HTTP/1.1\r\nHost: localhost\r\n'
  const type = 'Content-Type: application/json\r\nContent-Length: 99999\r\n\r\n'
  const [answer] = (await once(socketTo(server, head + type), 'data')) as [Buffer]
  expect(String(answer)).toContain('HTTP/1.1 413 ')
})

test.each([
  [
    'a path that looks like a host',
    'GET //evil.example/ai/chat/stream HTTP/1.1\r\nHost: localhost',
    404,
  ],
  ['an invalid host', 'GET / HTTP/1.1\r\nHost: a b', 400],
  ['an invalid URL', 'GET http://[ HTTP/1.1\r\nHost: localhost', 400],
])('%s is refused', async (_, head, status) => {
  const server = await serverForTest()
  const text = await textFrom(socketTo(server, `${head}\r\nConnection: close\r\n\r\n`))
  expect(text).toContain(`HTTP/1.1 ${status} `)
})

// Node's own timeout for headers is a minute.
test('the server times out request headers that never end', { timeout: 45_000 }, async () => {
  const server = await serverForTest()
  const socket = socketTo(server, 'GET / HTTP/1.1\r\nHost: localhost\r\n')
  expect(await textFrom(socket)).toContain('408')
})

test('createStubServer() rejects with EADDRINUSE if the port is taken', async () => {
  const server = await serverForTest()
  const second = createStubServer({ port: server.port })
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('a kept-alive connection serves the next request', async () => {
  const server = await serverForTest()
  const head = 'GET /__stub/state HTTP/1.1\r\nHost: localhost\r\n'
  const socket = socketTo(server, `${head}\r\n`)
  const [first] = (await once(socket, 'data')) as [Buffer]
  expect(String(first)).toContain('Keep-Alive: timeout=75')
  socket.write(`${head}Connection: close\r\n\r\n`)
  expect(await textFrom(socket)).toContain('"runs":0')
})
