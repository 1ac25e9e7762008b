import { expect, test } from 'vitest'
import { jsonPost, servedChat, untilStopped } from '../servedChat.test-helper.ts'

const UNKNOWN = 'a'.repeat(32)

test.each<[string, string, RequestInit, number]>([
  ['a stream', '?message=Hi', {}, 200],
  ['a session', '/init', jsonPost({ message: 'Hi' }), 201],
  ['a stop', `/${UNKNOWN}`, { method: 'DELETE' }, 204],
  ['OPTIONS', '', { method: 'OPTIONS' }, 204],
  ['a refused question', '/init', jsonPost({}), 400],
  ['a response of the option owner', '', { headers: { User: 'none' } }, 401],
  ['an unknown session', `/${UNKNOWN}`, {}, 404],
  ['another method', '/init', { method: 'PUT' }, 405],
])('%s is sent with nosniff', async (_, path, init, status) => {
  const { url } = await servedChat({
    answer: untilStopped,
    owner: (request) =>
      request.headers.has('User') ? new Response('Sign in.', { status: 401 }) : undefined,
  })
  const response = await fetch(url + path, init)
  await response.body?.cancel()
  expect(response.status).toBe(status)
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
})
