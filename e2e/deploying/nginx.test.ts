// Runs the configuration of docs/deploying.md in a real nginx.
import { createServer, type Server } from 'node:http'
import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createChatServer, toNodeHandler, type ChatServerOptions } from '../../src/server/index.ts'
import { HAS_NGINX, startNginx } from './nginx.test-helper.ts'

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Serves a chat behind nginx, and connects to nginx by HTTP/2. */
async function chatBehindNginx(
  options: ChatServerOptions,
  changes: Readonly<Record<string, string>> = {},
) {
  const chat = createChatServer(options)
  onTestFinished(() => chat.close())
  const port = await listen(createServer(toNodeHandler(chat)))
  return { chat, client: await clientOf(await startNginx([port, port], changes)) }
}

/** Connects as soon as nginx listens. */
async function clientOf(port: number): Promise<ClientHttp2Session> {
  for (;;) {
    const client = connect(`https://localhost:${port}`, { rejectUnauthorized: false })
    const isConnected = await new Promise((resolve) => {
      client.once('connect', () => resolve(true))
      client.once('error', () => resolve(false))
    })
    if (!isConnected) continue
    onTestFinished(() => client.destroy())
    return client
  }
}

function request(
  client: ClientHttp2Session,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): ClientHttp2Stream {
  const stream = client.request({ ':path': `/ai/chat/stream${path}`, ...headers })
  stream.on('error', () => {})
  stream.end(body)
  return stream
}

const statusOf = (stream: ClientHttp2Stream) =>
  new Promise((resolve) => stream.once('response', (headers) => resolve(headers[':status'])))

const POST = { ':method': 'POST', 'Content-Type': 'application/json' }

describe.skipIf(!HAS_NGINX)('nginx with the documented configuration', { timeout: 60_000 }, () => {
  test('passes each event on before the next one exists', async () => {
    let next = () => {}
    const { client } = await chatBehindNginx({
      async *answer() {
        for (const word of ['one', 'two', 'three']) {
          const isRead = new Promise<void>((resolve) => (next = resolve))
          yield word
          await isRead
        }
      },
    })
    const stream = request(client, '?message=Hi').setEncoding('utf8')
    let received = ''
    for await (const piece of stream as AsyncIterable<string>) {
      received += piece
      // The model continues only after the client has the word: a proxy that buffers would wait forever.
      if (/"(?:one|two|three)"}\n\n$/.test(received)) next()
    }
    expect(received).toContain('"reason":"done"')
  })

  test('streams 20 answers at the same time over one connection, and lets each be stopped', async () => {
    const { client, chat } = await chatBehindNginx({
      async *answer(_, { signal }) {
        yield 'word'
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      },
    })
    const streams = Array.from({ length: 20 }, (_, index) => request(client, `?message=${index}`))
    const firsts = streams.map(
      (stream) =>
        new Promise<string>((resolve) => {
          let received = ''
          stream.on('data', (piece: Buffer) => {
            received += String(piece)
            if (received.includes('"word"')) resolve(received)
          })
        }),
    )
    for (const first of await Promise.all(firsts)) {
      const [, id] = /id: ([\w-]{32}):0/.exec(first) ?? []
      expect(await statusOf(request(client, `/${id}`, { ':method': 'DELETE' }))).toBe(204)
    }
    await expect.poll(async () => (await chat.runs.live()).length).toBe(0)
  })

  test('keeps a silent stream open as long as comments arrive', async () => {
    let isSilent = true
    const { client } = await chatBehindNginx(
      {
        heartbeat: 200,
        async *answer() {
          while (isSilent) await new Promise((resolve) => setTimeout(resolve, 50))
          yield 'late'
        },
      },
      { 'proxy_read_timeout 60s': 'proxy_read_timeout 1s' },
    )
    const stream = request(client, '?message=Hi').setEncoding('utf8')
    let received = ''
    for await (const piece of stream as AsyncIterable<string>) {
      received += piece
      // Twelve comments take longer than the timeout of nginx.
      if (received.split(':\n\n').length > 12) isSilent = false
    }
    expect(received).toContain('"late"')
  })

  test('lets a reader that left resume, while its run continues', async () => {
    let finish = () => {}
    const isLeft = new Promise<void>((resolve) => (finish = resolve))
    const { client } = await chatBehindNginx({
      async *answer() {
        yield 'before'
        await isLeft
        yield ' after'
      },
    })
    const init = request(client, '/init', POST, '{"message":"Hi"}')
    const { sessionId } = JSON.parse(await text(init)) as { sessionId: string }
    const stream = request(client, `/${sessionId}`)
    await new Promise((resolve) => stream.once('data', resolve))
    stream.close()
    finish()
    const resumed = await text(request(client, `/${sessionId}`, { 'Last-Event-ID': '1' }))
    expect(resumed).toContain('id: 2\ndata: {"content":" after"}')
    expect(resumed).not.toContain('before')
    expect(resumed).toContain('"length":12')
  })

  test.each([
    ['GET', '?message=Hi', {}, undefined],
    ['POST', '/init', POST, '{"message":"Hi"}'],
  ] as const)(
    'sends no question by %s to another server if the first one breaks, and then avoids that one',
    async (_, path, headers, body) => {
      let runs = 0
      const chat = createChatServer({
        async *answer() {
          runs += 1
          yield 'ok'
        },
      })
      onTestFinished(() => chat.close())
      const broken = createServer((incoming) => incoming.socket.destroy())
      const ports = [await listen(broken), await listen(createServer(toNodeHandler(chat)))] as const
      const client = await clientOf(await startNginx(ports))
      expect(await statusOf(request(client, path, headers, body))).toBe(502)
      expect(runs).toBe(0)
      expect(await statusOf(request(client, path, headers, body))).toBeOneOf([200, 201])
      expect(runs).toBe(1)
    },
  )

  test('refuses a body that the server would refuse, too', async () => {
    const { client } = await chatBehindNginx({
      async *answer() {
        yield 'ok'
      },
    })
    const body = (length: number) => JSON.stringify({ message: 'x'.repeat(length) })
    expect(await statusOf(request(client, '/init', POST, body(1_000_000)))).toBe(201)
    expect(await statusOf(request(client, '/init', POST, body(1_100_000)))).toBe(413)
  })
})
