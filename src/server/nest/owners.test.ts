import { UnauthorizedException, type CanActivate } from '@nestjs/common'
import { describe, expect, test } from 'vitest'
import { createEcho, FOREVER } from './echo.test-helper.ts'
import { ChatStreamModule } from './index.ts'
import { init, PLATFORMS, post, readEvents, readText, startNest } from './startNest.test-helper.ts'

interface UserRequest {
  readonly headers: { readonly authorization?: string }
  user?: { readonly id: string; readonly lastSeen: number }
}

/** Identifies the user, as an authentication guard does. */
const guard: CanActivate = {
  canActivate(context) {
    const request = context.switchToHttp().getRequest<UserRequest>()
    const id = request.headers.authorization?.replace('Bearer ', '')
    if (!id) throw new UnauthorizedException()
    request.user = { id, lastSeen: Math.random() }
    return true
  },
}

const as = (user: string) => ({ Authorization: `Bearer ${user}` })

describe.each(PLATFORMS)('a user of a Nest application on %s', (platform) => {
  async function start(limits = {}) {
    const echo = createEcho()
    const { origin } = await startNest(
      platform,
      {
        imports: [
          ChatStreamModule.forRoot<string>({
            answer: echo.answer,
            owner: (_, request) => (request as Required<UserRequest>).user.id,
            limits,
          }),
        ],
      },
      (app) => app.useGlobalGuards(guard),
    )
    return { url: `${origin}/ai/chat/stream`, runs: echo.runs, stopped: echo.stopped }
  }

  test('cannot read the run of another user by its session', async () => {
    const { url, runs } = await start()
    const sessionId = await init(url, 'a secret', as('alice'))
    for (const suffix of ['', '?lastEventId=1', '?lastEventId=3', '?lastEventId=99']) {
      const response = await fetch(`${url}/${sessionId}${suffix}`, { headers: as('bob') })
      expect(response.status, suffix).toBe(404)
      const unknown = await fetch(`${url}/${'a'.repeat(32)}${suffix}`, { headers: as('bob') })
      // The answer must not tell whether the run exists.
      expect(await response.text(), suffix).toBe(await unknown.text())
    }
    const head = await fetch(`${url}/${sessionId}`, { method: 'HEAD', headers: as('bob') })
    expect(head.status).toBe(404)
    expect(await readText(await fetch(`${url}/${sessionId}`, { headers: as('alice') }))).toBe(
      'You said: a secret',
    )
    expect(runs).toEqual(['a secret'])
  })

  test('cannot resume the run of another user by an event id of a one-shot GET or POST', async () => {
    const { url, runs } = await start()
    const sessionId = await init(url, 'a secret', as('alice'))
    for (const method of ['GET', 'POST']) {
      const response = await fetch(`${url}?message=Hi`, {
        method,
        headers: {
          ...as('bob'),
          'Last-Event-ID': `${sessionId}:0`,
          'Content-Type': 'application/json',
        },
        ...(method === 'POST' ? { body: '{"message":"Hi"}' } : {}),
      })
      expect(response.status, method).toBe(204)
    }
    expect(runs).toEqual(['a secret'])
  })

  test('cannot stop the run of another user', async () => {
    const { url, stopped } = await start()
    const sessionId = await init(url, FOREVER, as('alice'))
    const remove = (user: string) =>
      fetch(`${url}/${sessionId}`, { method: 'DELETE', headers: as(user) })
    // Stopping is idempotent, so an unknown run gets the same response.
    expect((await remove('bob')).status).toBe(204)
    expect(stopped).toEqual([])
    expect((await remove('alice')).status).toBe(204)
    expect(stopped).toEqual([FOREVER])
    const events = await readEvents(await fetch(`${url}/${sessionId}`, { headers: as('alice') }))
    expect(events.at(-1)?.data).toMatchObject({ reason: 'stopped' })
  })

  test.each(['init', 'POST', 'GET'])(
    'cannot reuse the key of another user through %s',
    async (endpoint) => {
      const { url, runs } = await start()
      const key = crypto.randomUUID()
      const ask = async (user: string, message: string) => {
        const headers = as(user)
        if (endpoint === 'GET') {
          return readText(await fetch(`${url}?message=${message}&key=${key}`, { headers }))
        }
        if (endpoint === 'POST') {
          return readText(await post(`${url}?key=${key}`, { message }, headers))
        }
        const sessionId = await init(url, message, { ...headers, 'Idempotency-Key': key })
        return readText(await fetch(`${url}/${sessionId}`, { headers }))
      }
      expect(await ask('alice', 'hers')).toBe('You said: hers')
      expect(await ask('bob', 'his')).toBe('You said: his')
      expect(await ask('alice', 'hers')).toBe('You said: hers')
      expect(runs).toEqual(['hers', 'his'])
    },
  )

  test('has separate limits', async () => {
    const { url } = await start({ liveRunsPerOwner: 1 })
    await init(url, FOREVER, as('alice'))
    const refused = await post(`${url}/init`, { message: 'more' }, as('alice'))
    expect(refused.status).toBe(429)
    expect(refused.headers.has('Retry-After')).toBe(true)
    expect(await init(url, 'hello', as('bob'))).toMatch(/^[\w-]{32}$/)
  })

  test('gets the refusal of the guard without a login, and starts nothing', async () => {
    const { url, runs } = await start()
    const sessionId = 'a'.repeat(32)
    const requests = [
      fetch(`${url}?message=Hi`),
      post(url, { message: 'Hi' }),
      post(`${url}/init`, { message: 'Hi' }),
      fetch(`${url}/${sessionId}`),
      fetch(`${url}/${sessionId}`, { method: 'DELETE' }),
    ]
    for (const response of await Promise.all(requests)) {
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({ message: 'Unauthorized', statusCode: 401 })
    }
    expect(runs).toEqual([])
  })
})
