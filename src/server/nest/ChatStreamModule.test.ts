import {
  ForbiddenException,
  ServiceUnavailableException,
  UnauthorizedException,
  UseGuards,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common'
import { describe, expect, test, vi } from 'vitest'
import { createEcho, FOREVER } from './echo.test-helper.ts'
import { ChatStream, ChatStreamModule, type ChatStreamModuleOptions } from './index.ts'
import {
  init,
  moduleClass,
  PLATFORMS,
  post,
  readEvents,
  readText,
  startNest,
} from './startNest.test-helper.ts'

const PATH = '/ai/chat/stream'

interface HeaderSetter {
  header(name: string, value: string): unknown
}

describe.each(PLATFORMS)('ChatStreamModule on %s', (platform) => {
  const echo = createEcho()
  const start = (options: Partial<ChatStreamModuleOptions> = {}, ...more: unknown[]) =>
    startNest(
      platform,
      { imports: [ChatStreamModule.forRoot({ answer: echo.answer, ...options })] },
      ...(more as []),
    )

  test('streams the answer to a posted question by its session', async () => {
    const { origin } = await start()
    const response = await post(origin + PATH + '/init', { message: 'Hi 🐉' })
    expect(response.status).toBe(201)
    const { sessionId } = (await response.json()) as { sessionId: string }
    const stream = await fetch(`${origin}${PATH}/${sessionId}`)
    expect(stream.headers.get('Content-Type')).toBe('text/event-stream')
    expect(stream.headers.get('Cache-Control')).toBe('no-store, no-transform')
    expect(await readEvents(stream)).toEqual([
      { id: '1', event: undefined, data: { content: 'You said: ' } },
      { id: '2', event: undefined, data: { content: 'Hi 🐉' } },
      { id: '3', event: 'close', data: { reason: 'done', length: 15 } },
    ])
    const headers = { 'Last-Event-ID': '1' }
    expect(await readText(await fetch(`${origin}${PATH}/${sessionId}`, { headers }))).toBe('Hi 🐉')
    const atEnd = await fetch(`${origin}${PATH}/${sessionId}?lastEventId=3`)
    expect(atEnd.status).toBe(204)
  })

  test('answers a one-shot GET with ids that can resume it', async () => {
    const { origin } = await start()
    const events = await readEvents(await fetch(`${origin}${PATH}?message=Hello%20%26%20more`))
    expect(events[0]).toMatchObject({ id: expect.stringMatching(/^[\w-]{32}:0$/) })
    expect(events.map(({ data }) => data['content'] ?? '').join('')).toBe('You said: Hello & more')
    const runs = echo.runs.length
    const response = await fetch(`${origin}${PATH}?message=Hello`, {
      headers: { 'Last-Event-ID': String(events[1]?.id) },
    })
    expect(await readText(response)).toBe('Hello & more')
    const unknown = await fetch(`${origin}${PATH}?message=Hello`, {
      headers: { 'Last-Event-ID': '7' },
    })
    expect(unknown.status).toBe(204)
    expect(echo.runs).toHaveLength(runs)
  })

  test('answers a posted question in the same request', async () => {
    const { origin } = await start()
    expect(await readText(await post(origin + PATH, { message: 'Hi' }))).toBe('You said: Hi')
  })

  test('runs a question once per idempotency key, in the header or the query string', async () => {
    const { origin } = await start()
    const runs = echo.runs.length
    const key = crypto.randomUUID()
    const first = await init(origin + PATH, 'Once', { 'Idempotency-Key': key })
    const second = await post(`${origin}${PATH}/init?key=${key}`, { message: 'Once' })
    expect(await second.json()).toEqual({ sessionId: first })
    const other = await post(`${origin}${PATH}/init?key=${key}`, { message: 'Twice' })
    expect(other.status).toBe(422)
    expect(await readText(await fetch(`${origin}${PATH}?message=Once&key=${key}`))).toBe(
      'You said: Once',
    )
    expect(echo.runs).toHaveLength(runs + 1)
  })

  test('stops a run with DELETE', async () => {
    const { origin } = await start()
    const url = `${origin}${PATH}/${await init(origin + PATH, FOREVER)}`
    const stream = fetch(url)
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
    const events = await readEvents(await stream)
    expect(events.at(-1)).toMatchObject({ event: 'close', data: { reason: 'stopped' } })
  })

  test.each([
    { name: 'a body without a question', method: 'POST', path: '/init', body: '{}', status: 400 },
    { name: 'a GET without a question', method: 'GET', path: '', status: 400 },
    { name: 'an invalid session id', method: 'GET', path: '/abc', status: 400 },
    { name: 'an unknown session', method: 'GET', path: `/${'a'.repeat(32)}`, status: 404 },
    { name: 'stopping with an invalid id', method: 'DELETE', path: '/abc', status: 400 },
    { name: 'GET init', method: 'GET', path: '/init', status: 405 },
  ])('refuses $name with problem+json $status', async ({ method, path, body, status }) => {
    const { origin } = await start()
    const response = await fetch(origin + PATH + path, {
      method,
      ...(body ? { body, headers: { 'Content-Type': 'application/json' } } : {}),
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status })
  })

  test('answers below the path, the global prefix and behind the guards of its decorators', async () => {
    const guard: CanActivate = { canActivate: (context) => bearer(context) === 'Bearer me' }
    const { origin } = await start(
      { path: 'tenants/:tenant/chat', decorators: [UseGuards(guard)] },
      (app: { setGlobalPrefix(prefix: string): void }) => app.setGlobalPrefix('api'),
    )
    // An id of a tenant that looks like a session must not be taken for one.
    const url = `${origin}/api/tenants/${'t'.repeat(32)}/chat?message=Hi`
    expect(await readText(await fetch(url, { headers: { Authorization: 'Bearer me' } }))).toBe(
      'You said: Hi',
    )
    const refused = await fetch(url)
    expect(refused.status).toBe(403)
    // Guards answer in the format of Nest.
    expect(await refused.json()).toMatchObject({ statusCode: 403, message: 'Forbidden resource' })
  })

  test('applies global guards, pipes and interceptors to every endpoint', async () => {
    const guarded: string[] = []
    const intercepted: string[] = []
    const guard: CanActivate = {
      canActivate(context) {
        guarded.push(context.switchToHttp().getRequest<{ method: string }>().method)
        if (bearer(context) === 'Bearer banned') throw new ForbiddenException('You are banned.')
        // Express and Fastify have this method.
        context.switchToHttp().getResponse<HeaderSetter>().header('X-Guarded', 'yes')
        return true
      },
    }
    const interceptor = {
      intercept(context: ExecutionContext, next: CallHandler) {
        intercepted.push(context.getHandler().name)
        return next.handle()
      },
    }
    /** Trims every text of a question, as a validating pipe may. */
    const pipe = {
      transform: (value: unknown) =>
        typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([name, text]) => [name, text.trim()]))
          : value,
    }
    const { origin } = await start({}, (app: Record<string, (value: unknown) => void>) => {
      app['useGlobalGuards']?.(guard)
      app['useGlobalPipes']?.(pipe)
      app['useGlobalInterceptors']?.(interceptor)
    })
    const url = origin + PATH
    const sessionId = await init(url, '  Hi ')
    const stream = await fetch(`${url}/${sessionId}`)
    expect(stream.headers.get('X-Guarded')).toBe('yes')
    expect(await readText(stream)).toBe('You said: Hi')
    expect(await readText(await fetch(`${url}?message=%20Hi%20`))).toBe('You said: Hi')
    expect(await readText(await post(url, { message: ' Hi' }))).toBe('You said: Hi')
    await fetch(`${url}/${sessionId}`, { method: 'DELETE' })
    expect(guarded).toEqual(['POST', 'GET', 'GET', 'POST', 'DELETE'])
    expect(intercepted).toHaveLength(5)

    const runs = echo.runs.length
    const banned = await post(url, { message: 'Hi' }, { Authorization: 'Bearer banned' })
    expect(banned.status).toBe(403)
    expect(await banned.json()).toMatchObject({ message: 'You are banned.' })
    expect(echo.runs).toHaveLength(runs)
  })

  test('keeps the CORS headers of Nest on streams and errors', async () => {
    const { origin } = await start({}, (app: { enableCors(options: object): void }) =>
      app.enableCors({ origin: 'https://app.example' }),
    )
    const headers = { Origin: 'https://app.example' }
    for (const query of ['?message=Hi', '']) {
      const response = await fetch(origin + PATH + query, { headers })
      await response.text()
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe('https://app.example')
    }
  })

  test('passes on the exceptions of owner and answer that are meant for clients', async () => {
    const answer = vi.fn(() => {
      throw new ServiceUnavailableException('The model is overloaded.')
    })
    const { origin } = await start({
      answer,
      onError: () => undefined,
      owner(request) {
        if (request.headers.has('Authorization')) return undefined
        throw new UnauthorizedException('Log in first.')
      },
    })
    const refused = await fetch(`${origin}${PATH}?message=Hi`)
    expect(refused.status).toBe(401)
    expect(await refused.json()).toMatchObject({ status: 401, detail: 'Log in first.' })
    const headers = { Authorization: 'Bearer me' }
    const events = await readEvents(await fetch(`${origin}${PATH}?message=Hi`, { headers }))
    expect(events.at(-1)?.data).toMatchObject({
      reason: 'error',
      code: 'http_503',
      message: 'The model is overloaded.',
    })
  })

  test('masks other errors of answer, and of owner', async () => {
    const onError = vi.fn()
    const { origin } = await start({
      onError,
      answer() {
        throw new Error('secret')
      },
      owner(request) {
        if (request.headers.has('Authorization')) return undefined
        throw new Error('secret')
      },
    })
    const refused = await fetch(`${origin}${PATH}?message=Hi`)
    expect(refused.status).toBe(500)
    expect(await refused.text()).not.toContain('secret')
    const headers = { Authorization: 'Bearer me' }
    const text = await (await fetch(`${origin}${PATH}?message=Hi`, { headers })).text()
    expect(text).toContain('internal_error')
    expect(text).not.toContain('secret')
    expect(onError).toHaveBeenCalledTimes(2)
  })
})

test('forRootAsync() creates the options from injected providers, and isGlobal shares the server', async () => {
  class Model {
    readonly answer = createEcho().answer
  }
  const { app, origin } = await startNest('express', {
    imports: [
      ChatStreamModule.forRootAsync({
        path: 'chat',
        isGlobal: true,
        imports: [{ module: moduleClass(), providers: [Model], exports: [Model] }],
        inject: [Model],
        useFactory: async (model: Model) => ({ answer: model.answer }),
      }),
      {
        module: moduleClass(),
        providers: [
          { provide: 'chat', useFactory: (chat: ChatStream) => chat, inject: [ChatStream] },
        ],
      },
    ],
  })
  expect(await readText(await fetch(`${origin}/chat?message=Hi`))).toBe('You said: Hi')
  expect(app.get('chat', { strict: false })).toBe(app.get(ChatStream))
})

test('forRoot() makes Nest fail at the start if a bound is invalid', async () => {
  const imports = [
    ChatStreamModule.forRoot({ answer: createEcho().answer, limits: { runTime: -1 } }),
  ]
  await expect(startNest('express', { imports })).rejects.toThrow('runTime')
})

function bearer(context: ExecutionContext): string | undefined {
  const { headers } = context.switchToHttp().getRequest<{ headers: { authorization?: string } }>()
  return headers.authorization
}
