import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createChatStream } from './createChatStream.ts'
import { createWatchdog } from './watchdog.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Returns how long a watchdog waits for the response headers, in milliseconds. */
async function waitOf(connectTimeout: Parameters<typeof createWatchdog>[0]['connectTimeout']) {
  const start = Date.now()
  const firedAt = new Promise<number>((resolve) => {
    createWatchdog(connectTimeout === undefined ? {} : { connectTimeout }, () =>
      resolve(Date.now()),
    )
  })
  await vi.advanceTimersByTimeAsync(600_000)
  return (await firedAt) - start
}

test.each([
  ['a number', 2000, 2000],
  ['the default', undefined, 15_000],
  ['a function', () => 360_000, 360_000],
  ['a function that returns undefined', () => undefined, 15_000],
])('createWatchdog() waits for the response headers as long as %s says', async (_, value, wait) => {
  expect(await waitOf(value)).toBe(wait)
})

test('createChatStream() evaluates a connectTimeout that is a function for every question', async () => {
  const timeouts = [1000, 30_000]
  const chat = createChatStream({
    url: 'http://localhost/',
    fetch: () => new Promise(() => undefined),
    connectTimeout: () => timeouts.shift(),
    retry: false,
  })
  for (const timeout of [1000, 30_000]) {
    const start = Date.now()
    const answer = chat.send('Hi')
    await vi.advanceTimersByTimeAsync(timeout - 1)
    expect(chat.getState().status).toBe('submitted')
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toMatchObject({ outcome: 'failed', error: { kind: 'timeout' } })
    expect(Date.now() - start).toBe(timeout)
  }
})
