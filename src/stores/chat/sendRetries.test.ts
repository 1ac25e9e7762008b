import { createPinia, disposePinia, setActivePinia, type Pinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useChats } from '../chats/chats.ts'
import { useServer } from '../connections/useServer.ts'
import { useSettings } from '../settings/settings.ts'

let pinia: Pinia
let keys: (string | null)[]

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  // Removes the wait between attempts.
  vi.spyOn(Math, 'random').mockReturnValue(0)
  keys = []
  const brokenConnection = async (url: string, init: RequestInit) => {
    const key = new URL(url).searchParams.get('key')
    keys.push(new Headers(init.headers).get('idempotency-key') ?? key)
    throw new TypeError('Failed to fetch')
  }
  vi.stubGlobal('fetch', vi.fn(brokenConnection))
  pinia = createPinia()
  setActivePinia(pinia)
})

afterEach(() => {
  disposePinia(pinia)
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Sends a question, and waits until its answer has failed. */
async function sendUntilFailed(): Promise<void> {
  const store = useChats()
  void store.send('Hi')
  await vi.waitFor(() => expect(store.active.messages.at(-1)?.outcome).toBe('failed'))
}

test('send() retries with the same key at the app’s own server after a broken connection', async () => {
  await sendUntilFailed()
  expect(keys).toHaveLength(5)
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(new Set(keys).size).toBe(1)
})

test.each([
  ['another transport at the same URL', () => (useSettings().transport = 'get')],
  ['another path of this origin', () => (useSettings().url = '/chat')],
  ['another origin', () => (useSettings().url = 'http://localhost:8866/ai/chat/stream')],
  ['a well-known API', () => (useServer().name = 'ollama')],
  [
    'a well-known API at this origin',
    () => Object.assign(useServer(), { name: 'ai-sdk', baseUrl: '/ai/chat/stream' }),
  ],
])('send() makes one attempt after a broken connection: %s', async (_, choose) => {
  choose()
  await sendUntilFailed()
  expect(keys).toHaveLength(1)
})
