import {
  Body,
  Catch,
  Controller,
  Delete,
  Get,
  Headers,
  HttpException,
  Inject,
  Param,
  Post,
  Query,
  Res,
  type ArgumentsHost,
  type INestApplication,
} from '@nestjs/common'
import { describe, expect, test } from 'vitest'
import { Problem } from '../http/problem.ts'
import { createEcho, FOREVER } from './echo.test-helper.ts'
import { ChatStream, ChatStreamModule, sendResponse, type FrameworkResponse } from './index.ts'
import {
  decorateMethod,
  init,
  PLATFORMS,
  post,
  readEvents,
  readText,
  startNest,
} from './startNest.test-helper.ts'

/** A controller with routes of its own, as an application writes it. */
class OwnController {
  readonly #chat: ChatStream

  constructor(chat: ChatStream) {
    this.#chat = chat
  }

  init(body: unknown, key?: string) {
    return this.#chat.init(body, { key })
  }

  async stream(sessionId: string, lastEventId: string | undefined, response: FrameworkResponse) {
    await sendResponse(await this.#chat.stream(sessionId, { lastEventId }), response)
  }

  async ask(message: string, response: FrameworkResponse) {
    await sendResponse(await this.#chat.ask(message), response)
  }

  stop(sessionId: string) {
    return this.#chat.stop(sessionId)
  }

  fail() {
    throw new Problem(429, 'Too many questions.', { 'Retry-After': '7' })
  }
}
Controller('mine')(OwnController)
Inject(ChatStream)(OwnController, undefined, 0)
decorateMethod(OwnController, 'init', Post('init'), Body(), Headers('idempotency-key'))
decorateMethod(
  OwnController,
  'stream',
  Get('sessions/:id'),
  Param('id'),
  Headers('last-event-id'),
  Res(),
)
decorateMethod(OwnController, 'ask', Get(), Query('message'), Res())
decorateMethod(OwnController, 'stop', Delete(':id'), Param('id'))
decorateMethod(OwnController, 'fail', Get('fail'))

describe.each(PLATFORMS)('a controller with routes of its own on %s', (platform) => {
  const echo = createEcho()
  const start = (configure?: (app: INestApplication) => unknown) =>
    startNest(
      platform,
      {
        imports: [ChatStreamModule.forRoot({ answer: echo.answer, path: false })],
        controllers: [OwnController],
      },
      configure,
    )

  test('starts, streams, resumes and stops runs', async () => {
    const { origin } = await start()
    const key = { 'Idempotency-Key': crypto.randomUUID() }
    const sessionId = await init(`${origin}/mine`, 'Hi', key)
    expect(await init(`${origin}/mine`, 'Hi', key)).toBe(sessionId)
    expect(echo.runs).toEqual(['Hi'])
    const stream = await fetch(`${origin}/mine/sessions/${sessionId}`)
    expect(stream.headers.get('Content-Type')).toBe('text/event-stream')
    expect(await readText(stream)).toBe('You said: Hi')
    const headers = { 'Last-Event-ID': '1' }
    const rest = await fetch(`${origin}/mine/sessions/${sessionId}`, { headers })
    expect(await readText(rest)).toBe('Hi')
    expect(await readText(await fetch(`${origin}/mine?message=Hello`))).toBe('You said: Hello')

    const endless = await init(`${origin}/mine`, FOREVER)
    const stopped = await fetch(`${origin}/mine/${endless}`, { method: 'DELETE' })
    expect(stopped.status).toBe(200)
    const events = await readEvents(await fetch(`${origin}/mine/sessions/${endless}`))
    expect(events.at(-1)?.data).toMatchObject({ reason: 'stopped' })
  })

  test('leaves the default path to the application', async () => {
    const { origin } = await start()
    expect((await fetch(`${origin}/ai/chat/stream?message=Hi`)).status).toBe(404)
  })

  test.each([
    { name: 'init() without a question', method: 'POST', path: '/init', status: 400 },
    { name: 'stop() with an invalid id', method: 'DELETE', path: '/abc', status: 400 },
    { name: 'stream() of an unknown session', path: `/sessions/${'a'.repeat(32)}`, status: 404 },
    { name: 'ask() without a question', path: '?message=', status: 400 },
    { name: 'a Problem of the application', path: '/fail', status: 429 },
  ])('sends $status as problem+json for $name', async ({ path, method = 'GET', status }) => {
    const { origin } = await start()
    const response = await fetch(`${origin}/mine${path}`, { method })
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status, detail: expect.any(String) })
    if (status === 429) expect(response.headers.get('Retry-After')).toBe('7')
  })

  test('gives an exception filter of the application the status of a refused question', async () => {
    class EveryException {
      async catch(exception: unknown, host: ArgumentsHost) {
        const status = exception instanceof HttpException ? exception.getStatus() : 500
        const response = Response.json({ status, mine: true }, { status })
        await sendResponse(response, host.switchToHttp().getResponse())
      }
    }
    Catch()(EveryException)
    const { origin } = await start((app) => app.useGlobalFilters(new EveryException()))
    const response = await post(`${origin}/mine/init`, { message: 7 })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ status: 400, mine: true })
  })
})
