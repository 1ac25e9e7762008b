import { describe, expect, test } from 'vitest'
import { SESSION, startRunServer, sendRest } from './resumableServer.test-helper.ts'
import {
  breakConnection,
  startServer,
  sendPieces,
  type Script,
} from './scriptedServer.test-helper.ts'
import { ask, chatWith, NO_DELAY, WORDS } from './resumedChat.test-helper.ts'

describe('a question without any answer', () => {
  test.each<[string, Script]>([
    ['the connection breaks', (_, response) => breakConnection(response)],
    ['a gateway times out', (_, response) => response.writeHead(504).end()],
    [
      'the headers are cut',
      (_, response) => response.writeHead(200, { 'content-type': 'text/ev' }).end(),
    ],
  ])('is sent with the same key by regenerate() if %s', async (_, script) => {
    const keys: unknown[] = []
    const server = await startServer((request, response) => {
      keys.push(request.headers['idempotency-key'])
      return script(request, response)
    })
    const chat = chatWith(server, { transport: 'post', idempotencyKey: true, retry: false })
    const lost = await chat.send('Tell me')
    expect(lost.outcome).toBe('failed')
    await chat.regenerate()
    expect(keys[0]).toMatch(/./)
    expect(keys[1]).toBe(keys[0])
  })

  test('is sent again after response headers if the server honors keys', async () => {
    const server = await startServer(async (_, response) => {
      await sendPieces(response, [])
      breakConnection(response)
    })
    const once = await chatWith(server, { transport: 'get' }).send('Tell me')
    expect(once.metrics?.attempts).toBe(1)
    const chat = chatWith(server, {
      transport: 'get',
      idempotencyKey: true,
      retry: { ...NO_DELAY, maxAttempts: 3 },
    })
    const answer = await chat.send('Tell me')
    expect(answer.metrics?.attempts).toBe(3)
    expect(new Set(server.requests.slice(1).map(({ query }) => query.get('key'))).size).toBe(1)
  })

  test('is not sent again after an event without text, even if the server honors keys', async () => {
    const server = await startServer(async (_, response) => {
      await sendPieces(response, ['data: {"reasoning":"Let me see."}\n\n'])
      breakConnection(response)
    })
    const chat = chatWith(server, { transport: 'get', idempotencyKey: true })
    const answer = await chat.send('Tell me')
    expect(answer.outcome).toBe('truncated')
    expect(answer.parts).toEqual([{ type: 'reasoning', text: 'Let me see.' }])
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    { idempotencyKey: true, posts: 2, outcome: 'complete' },
    { idempotencyKey: false, posts: 1, outcome: 'failed' },
  ])(
    'is sent again with its key if the session id was cut (%o)',
    async ({ posts, outcome, ...options }) => {
      const run = await startRunServer(WORDS, [sendRest])
      let count = 0
      const server = await startServer(async ({ method, path }, response) => {
        if (method !== 'POST')
          return response
            .writeHead(307, { location: `${run.url.replace(/\/ai.*/, '')}${path}` })
            .end()
        count += 1
        if (count > 1) return response.writeHead(201).end(JSON.stringify({ sessionId: SESSION }))
        response.writeHead(201, { 'content-length': 60 })
        await new Promise((resolve) => response.write('{"sessionId":"Ab-', resolve))
        breakConnection(response)
      })
      const answer = await chatWith(server, options).send('Tell me')
      expect(answer.outcome).toBe(outcome)
      expect(count).toBe(posts)
    },
  )

  test('is sent again with its key if the session response has only headers', async () => {
    let count = 0
    const server = await startServer((_, response) => {
      count += 1
      response.writeHead(201).end()
    })
    const options = { idempotencyKey: true, retry: { ...NO_DELAY, maxAttempts: 2 } }
    const answer = await chatWith(server, options).send('Tell me')
    expect(answer.error?.kind).toBe('network')
    expect(count).toBe(2)
  })

  test('gets a new key from regenerate() once it has an answer', async () => {
    const { server, chat } = await ask([sendRest], { idempotencyKey: true })
    await chat.regenerate()
    const keys = server.requests
      .filter(({ method }) => method === 'POST')
      .map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(2)
  })
})
