// Restarts one of two servers over one Redis, behind the documented nginx, in the middle of an answer.
import { createServer } from 'node:http'
import { connect } from 'node:http2'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { createChatServer, toNodeHandler, type ChatServer } from '../../src/server/index.ts'
import { createRedisStore } from '../../src/server/internal.ts'
import { startRedis } from '../bench/load/redisServer.ts'
import { HAS_NGINX, startNginx } from './nginx.test-helper.ts'

const WORDS = Array.from({ length: 60 }, (_, index) => `word ${index}. `)

async function* wordsFrom(index: number, signal: AbortSignal) {
  for (const word of WORDS.slice(index)) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (signal.aborted) return
    yield word
  }
}

/** Starts a server that stops as on SIGTERM when `stop` is called. */
async function startChat(redisUrl: string, started: ChatServer[]) {
  const chat = createChatServer({
    answer: (_, { signal }) => wordsFrom(0, signal),
    resume: (_, written, { signal }) => wordsFrom(written.length, signal),
    store: await createRedisStore({ url: redisUrl }),
    drainTime: 50,
    onRunStart: () => started.push(chat),
  })
  const server = createServer(toNodeHandler(chat)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async () => {
    server.close()
    await chat.close()
    server.closeAllConnections()
  }
  onTestFinished(stop)
  return { chat, stop, port: (server.address() as { port: number }).port }
}

test.skipIf(!HAS_NGINX)(
  'a reader gets the whole answer, once, although the process that writes it is restarted',
  { timeout: 60_000 },
  async (context) => {
    const redis = await startRedis()
    if (!redis) return context.skip('There is no redis-server in PATH.')
    onTestFinished(() => redis.stop())
    const started: ChatServer[] = []
    const chats = [await startChat(redis.url, started), await startChat(redis.url, started)]
    const ports = chats.map(({ port }) => port) as [number, number]
    const nginx = await startNginx(ports)

    const texts: string[] = []
    let [last, isEnded, isStopped] = ['', false, false]
    /** Reads one stream, and notes its text and its last id. */
    const read = async () => {
      const client = connect(`https://localhost:${nginx}`, { rejectUnauthorized: false })
      client.on('error', () => {})
      const path = '/ai/chat/stream?message=Hi&key=one-question'
      const headers = last === '' ? {} : { 'Last-Event-ID': last }
      const stream = client.request({ ':path': path, ...headers }).setEncoding('utf8')
      stream.on('error', () => {})
      let rest = ''
      for await (const piece of stream as AsyncIterable<string>) {
        const blocks = (rest + piece).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) note(block)
        if (texts.length > 10 && !isStopped) {
          isStopped = true
          void chats.find(({ chat }) => chat === started[0])?.stop()
        }
      }
      client.destroy()
    }
    const note = (block: string) => {
      const [, id, name, data = ''] = /id: (\S+)\n(?:event: (\w+)\n)?data: (.*)/.exec(block) ?? []
      if (id === undefined) return
      last = id
      if (name === 'close') isEnded = data.includes('"reason":"done"')
      else texts.push((JSON.parse(data) as { content: string }).content)
    }
    await expect
      .poll(
        async () => {
          if (!isEnded) await read().catch(() => {})
          return isEnded
        },
        { timeout: 45_000 },
      )
      .toBe(true)
    expect(isStopped).toBe(true)
    expect(texts.join('')).toBe(WORDS.join(''))
    expect(started.length).toBe(1)
  },
)
