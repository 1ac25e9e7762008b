import { describe, expect, test } from 'vitest'
import { jsonPost, servedChat } from './servedChat.test-helper.ts'

/** Serves a chat whose owner is the header `User`, and returns requests as a user. */
async function chatOfUsers() {
  const asked: string[] = []
  const { url } = await servedChat<string>({
    async *answer({ message, owner }) {
      asked.push(`${owner}: ${message}`)
      yield `The secret of ${owner}.`
    },
    owner: (request) => request.headers.get('User') ?? new Response(null, { status: 401 }),
  })
  const init = async (user: string, message: string, key: string) => {
    const response = await fetch(
      `${url}/init`,
      jsonPost({ message }, { User: user, 'Idempotency-Key': key }),
    )
    const { sessionId } = (await response.json()) as { sessionId?: string }
    return { status: response.status, sessionId }
  }
  const get = async (user: string, path: string) => {
    const response = await fetch(url + path, { headers: { User: user } })
    return { status: response.status, text: await response.text() }
  }
  return { asked, init, get }
}

describe('an idempotency key', () => {
  test('of another owner starts a run of its own', async () => {
    const { asked, init, get } = await chatOfUsers()
    const ann = await init('ann', 'Hi', 'the-same-key')
    const bob = await init('bob', 'Hi', 'the-same-key')
    expect([ann.status, bob.status]).toEqual([201, 201])
    expect(bob.sessionId).not.toBe(ann.sessionId)
    expect((await get('bob', `/${bob.sessionId}`)).text).toContain('The secret of bob.')
    expect(asked).toEqual(['ann: Hi', 'bob: Hi'])
  })

  test('of the same owner returns the same session, and 422 for another question', async () => {
    const { asked, init } = await chatOfUsers()
    const first = await init('ann', 'Hi', 'key')
    expect(await init('ann', 'Hi', 'key')).toEqual(first)
    expect((await init('ann', 'Ho', 'key')).status).toBe(422)
    expect(asked).toEqual(['ann: Hi'])
  })

  test('in a URL belongs to its owner, too', async () => {
    const { asked, get } = await chatOfUsers()
    expect((await get('ann', '?message=Hi&key=k')).text).toContain('The secret of ann.')
    expect((await get('bob', '?message=Hi&key=k')).text).toContain('The secret of bob.')
    expect((await get('bob', '?message=Ho&key=k')).status).toBe(422)
    expect(asked).toEqual(['ann: Hi', 'bob: Hi'])
  })

  test('that looks like the key of another owner does not reach it', async () => {
    const { asked, init } = await chatOfUsers()
    // Keys are stored behind their owner.
    await init('ann', 'Hi', 'k')
    expect((await init('', 'Hi', '"ann"k')).status).toBe(201)
    expect((await init('ann" "bob', 'Hi', 'k')).status).toBe(201)
    expect(asked.length).toBe(3)
  })
})
