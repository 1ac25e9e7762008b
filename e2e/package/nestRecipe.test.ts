// Tests the unchanged servers of docs/recipes/nestjs.md with the built package.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Logger, type INestApplication } from '@nestjs/common'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { textOf, useChatStream, type UseChatStreamOptions } from 'vue-chat-stream'
import { loadExamples } from './docs/loadExamples.ts'
import { answerTo, countsOf, FOREVER, THINK, THROW } from './docs/model.ts'
import { until } from './support/until.ts'

type Load = Awaited<ReturnType<typeof loadExamples>>

let load: Load

beforeAll(async () => {
  // The recipes start with Nest's own logger.
  Logger.overrideLogger(false)
  load = await loadExamples('docs/recipes/nestjs.md')
})

/** Starts one server of the recipe on a free port, and closes it after the tests of the block. */
function serve(file: string): { origin(): string } {
  let app: INestApplication | undefined
  beforeAll(async () => {
    vi.stubEnv('PORT', '0')
    // The recipe exports its application.
    app = (await load(file))['app'] as INestApplication
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    app?.getHttpServer().closeAllConnections()
    await app?.close()
  })
  return {
    origin() {
      const { port } = (app?.getHttpServer() as Server).address() as AddressInfo
      return `http://localhost:${port}`
    },
  }
}

function useChat(options: UseChatStreamOptions) {
  const chat = useChatStream({ updates: 'event', retry: false, ...options })
  onTestFinished(chat.dispose)
  return chat
}

const textIn = ({ messages }: ReturnType<typeof useChat>) =>
  textOf(messages.value[1] ?? { parts: [] })

describe.each(['main.ts', 'controller.ts', 'middleware.ts'])('the recipe %s', (file) => {
  const server = serve(file)
  const url = () => `${server.origin()}/ai/chat/stream`

  test.each(['get', 'session'] as const)(
    'sends the whole answer of one run over %s',
    async (transport) => {
      const question = `Wer fragt ${file}, by ${transport}? 🐉`
      const answer = await useChat({ url: url(), transport, idempotencyKey: true }).send(question)
      expect(answer).toMatchObject({ outcome: 'complete' })
      expect(textOf(answer)).toBe(answerTo(question))
      expect(countsOf(question)).toEqual({ runs: 1, aborted: 0 })
    },
  )

  test('reports a failure in the stream without revealing its cause', async () => {
    const consoleError = vi.spyOn(console, 'error').mockReturnValue()
    const answer = await useChat({ url: url(), transport: 'session' }).send(THROW)
    expect(answer).toMatchObject({ outcome: 'failed', error: { kind: 'server' } })
    expect(answer.error?.message).not.toContain('secret')
    expect(textOf(answer)).toBe(answerTo(THROW))
    consoleError.mockRestore()
  })

  test('ends the model when the user stops, and not when a reader leaves', async () => {
    const { aborted } = countsOf(FOREVER)
    const chat = useChat({ url: url(), transport: 'session' })
    const answering = chat.send(FOREVER)
    await until(() => textIn(chat) !== '')
    const stored = JSON.parse(JSON.stringify(chat.messages.value)) as typeof chat.messages.value
    chat.abandon()
    await answering

    const again = useChat({ url: url(), transport: 'session', messages: stored })
    const resumed = again.resume()
    await until(() => textIn(again).length > textOf(stored[1] ?? { parts: [] }).length)
    expect(countsOf(FOREVER).aborted).toBe(aborted)
    again.stop()
    expect((await resumed).outcome).toBe('stopped')
    await until(() => countsOf(FOREVER).aborted === aborted + 1)
  })

  test('sends its response headers before the model’s first token, with CORS and without proxy buffering', async () => {
    // Time out before the first heartbeat, which would send the headers with it.
    const response = await fetch(`${url()}?message=${THINK}`, {
      headers: { origin: 'http://localhost:5173' },
      signal: AbortSignal.timeout(10_000),
    })
    await response.body?.cancel()
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    expect(response.headers.get('cache-control')).toContain('no-transform')
  })
})

describe('the recipe users.ts', () => {
  const server = serve('users.ts')
  const url = () => `${server.origin()}/api/chat`

  test('answers only a user who has logged in, and hides the answer from others', async () => {
    const as = (name: string) => ({ Authorization: `Bearer ${name}` })
    const chat = useChat({ url: url(), transport: 'session', headers: as('alice') })
    const answer = await chat.send('Mine?')
    expect(textOf(answer)).toBe(answerTo('alice: Mine?'))
    const refused = await useChat({ url: url() }).send('Anonymous?')
    expect(refused).toMatchObject({ outcome: 'failed', error: { status: 401 } })

    const init = await fetch(`${url()}/init`, {
      method: 'POST',
      headers: { ...as('alice'), 'Content-Type': 'application/json' },
      body: '{"message":"Secret?"}',
    })
    const { sessionId } = (await init.json()) as { sessionId: string }
    expect((await fetch(`${url()}/${sessionId}`, { headers: as('bob') })).status).toBe(404)
    const own = await fetch(`${url()}/${sessionId}`, { headers: as('alice') })
    expect(await own.text()).toContain('alice: Secret?')
  })
})
