import { describe, expect, test } from 'vitest'
import {
  answerForever,
  chatForTest,
  readText,
  request,
  startSession,
} from './chatServer.test-helper.ts'
import { eventsOf } from './eventsOf.test-helper.ts'

const as = (user: string) => ({ 'X-User': user })

/** Creates a server whose users name themselves in a header. */
function chatOfUsers(more: Parameters<typeof chatForTest<string>>[0] = {}) {
  return chatForTest<string>({
    owner: ({ headers }) => headers.get('X-User') ?? new Response('Log in.', { status: 401 }),
    answer: ({ owner }, { signal }) => answerForever(`Hi ${owner}`, signal),
    ...more,
  })
}

describe('a requester', () => {
  test('whom the option owner refuses gets its response', async () => {
    const response = await request(chatOfUsers(), 'GET', '?message=Hi')
    expect([response.status, await response.text()]).toEqual([401, 'Log in.'])
  })

  test('cannot read the run of another one: 404, as for an id that never existed', async () => {
    const chat = chatOfUsers()
    const sessionId = await startSession(chat, { message: 'Hi' }, as('ann'))
    const bob = await request(chat, 'GET', `/${sessionId}`, as('bob'))
    const unknown = await request(chat, 'GET', `/${'x'.repeat(32)}`, as('bob'))
    expect(bob.status).toBe(404)
    expect(await bob.json()).toEqual(await unknown.json())
    await chat.stop(sessionId, { owner: 'ann' })
    const own = await request(chat, 'GET', `/${sessionId}`, as('ann'))
    expect(await readText(own)).toBe('Hi ann')
  })

  test('cannot resume the one-shot answer of another one: 204, as for an unknown id', async () => {
    const chat = chatOfUsers({
      async *answer() {
        yield* ['a', 'b']
      },
    })
    const [first] = await eventsOf(await request(chat, 'GET', '?message=Hi', as('ann')))
    const lastEventId = { 'Last-Event-ID': first?.id ?? '' }
    const bob = await request(chat, 'GET', '?message=Hi', { ...lastEventId, ...as('bob') })
    expect(bob.status).toBe(204)
    const own = await request(chat, 'GET', '?message=Hi', { ...lastEventId, ...as('ann') })
    expect(await readText(own)).toBe('ab')
  })

  test('cannot stop the run of another one, and does not learn that it exists', async () => {
    const chat = chatOfUsers()
    const sessionId = await startSession(chat, { message: 'Hi' }, as('ann'))
    expect((await request(chat, 'DELETE', `/${sessionId}`, as('bob'))).status).toBe(204)
    expect((await chat.runs.live('ann')).length).toBe(1)
    expect((await request(chat, 'DELETE', `/${sessionId}`, as('ann'))).status).toBe(204)
    expect(await chat.runs.live('ann')).toEqual([])
  })

  test.each(['/init', ''])(
    'with the key of another one starts a run of its own: POST %s',
    async (path) => {
      const chat = chatOfUsers({
        async *answer({ owner }) {
          yield `Hi ${owner}`
        },
      })
      const ask = (user: string) =>
        request(chat, 'POST', path, {
          body: { message: 'Hi' },
          'Idempotency-Key': 'k',
          ...as(user),
        }).then((response) => response.text())
      const [ann, bob, again] = [await ask('ann'), await ask('bob'), await ask('ann')]
      expect(bob).not.toBe(ann)
      expect(bob).not.toContain('Hi ann')
      expect(again).toBe(ann)
    },
  )

  test('that mayRead admits reads a run, but may not stop it', async () => {
    const chat = chatOfUsers({ mayRead: (run, owner) => run.owner === owner || owner === 'admin' })
    const sessionId = await startSession(chat, { message: 'Hi' }, as('ann'))
    const head = await request(chat, 'HEAD', `/${sessionId}`, as('admin'))
    expect(head.status).toBe(200)
    expect((await request(chat, 'DELETE', `/${sessionId}`, as('admin'))).status).toBe(403)
    expect((await chat.runs.live()).length).toBe(1)
  })

  test('has at most limits.liveRunsPerOwner live runs, whatever others have', async () => {
    const chat = chatOfUsers({ limits: { liveRunsPerOwner: 1 } })
    const ask = (user: string) =>
      request(chat, 'POST', '/init', { body: { message: 'Hi' }, ...as(user) })
    expect((await ask('ann')).status).toBe(201)
    const refused = await ask('ann')
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '1'])
    expect((await ask('bob')).status).toBe(201)
  })
})

test('without the option owner, more than three runs may be live', async () => {
  const chat = chatForTest({ answer: (_, { signal }) => answerForever('Hi', signal) })
  for (let index = 0; index < 5; index += 1) await chat.init({ message: 'Hi' })
  expect((await chat.runs.live()).length).toBe(5)
})

test('owners are the same if their JSON is the same, in any order of fields', async () => {
  const chat = chatForTest<{ id: number; team: string }>({
    answer: (_, { signal }) => answerForever('Hi', signal),
  })
  const { sessionId } = await chat.init({ message: 'Hi' }, { owner: { id: 1, team: 'a' } })
  await chat.stop(sessionId, { owner: { team: 'a', id: 1 } })
  expect(await chat.runs.live()).toEqual([])
})

test('an owner that is too long to be a key is refused with an explanation', async () => {
  const refused = chatForTest<string>().init({ message: 'Hi' }, { owner: 'x'.repeat(400) })
  await expect(refused).rejects.toThrow('at most 300 characters')
})
