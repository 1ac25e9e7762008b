import { afterEach, expect, test, vi } from 'vitest'
import { fakeLocks } from './locks.test-helper.ts'
import { createStreamSlot } from './streamSlot.ts'

const SERVER_URL = 'http://localhost:8866/ai/chat/stream'
const slots = (count: number, url = SERVER_URL) =>
  Array.from({ length: count }, () => createStreamSlot(() => url))

afterEach(() => vi.restoreAllMocks())

test('take() gives five connections, and the sixth slot waits', async () => {
  fakeLocks()
  const [sixth, ...five] = slots(6)
  expect(await Promise.all(five.map((slot) => slot.take()))).toEqual(Array(5).fill(true))
  const taking = sixth?.take()
  await vi.waitFor(() => expect(sixth?.isWaiting.value).toBe(true))
  five[2]?.release()
  expect(await taking).toBe(true)
  expect(sixth?.isWaiting.value).toBe(false)
})

test('a waiting slot takes one connection, even if several become free', async () => {
  const { held } = fakeLocks()
  const [sixth, ...five] = slots(6)
  await Promise.all(five.map((slot) => slot.take()))
  const taking = sixth?.take()
  await vi.waitFor(() => expect(sixth?.isWaiting.value).toBe(true))
  for (const slot of five) slot.release()
  await taking
  await vi.waitFor(() => expect(held()).toHaveLength(1))
})

test('release() cancels the wait', async () => {
  const { held } = fakeLocks()
  const [sixth, ...five] = slots(6)
  await Promise.all(five.map((slot) => slot.take()))
  const taking = sixth?.take()
  await vi.waitFor(() => expect(sixth?.isWaiting.value).toBe(true))
  sixth?.release()
  expect(await taking).toBe(false)
  for (const slot of five) slot.release()
  await vi.waitFor(() => expect(held()).toEqual([]))
})

test('take() twice takes one connection, and take() after release() takes another one', async () => {
  const { held } = fakeLocks()
  const [slot] = slots(1)
  await Promise.all([slot?.take(), slot?.take()])
  expect(held()).toHaveLength(1)
  slot?.release()
  await vi.waitFor(() => expect(held()).toEqual([]))
  await slot?.take()
  expect(held()).toHaveLength(1)
})

test('the connections are counted per server', async () => {
  fakeLocks()
  await Promise.all(slots(5).map((slot) => slot.take()))
  const [other] = slots(1, 'http://localhost:11434/v1')
  expect(await other?.take()).toBe(true)
})

test('take() never waits for an HTTP/2 server', async () => {
  fakeLocks()
  const entry = { name: SERVER_URL, nextHopProtocol: 'h2', entryType: 'resource' }
  vi.spyOn(performance, 'getEntriesByType').mockImplementation((type) =>
    type === 'resource' ? [{ ...entry, startTime: 0, duration: 0, toJSON: () => entry }] : [],
  )
  expect(await Promise.all(slots(7).map((slot) => slot.take()))).toEqual(Array(7).fill(true))
})

test('take() does not wait for an invalid URL', async () => {
  fakeLocks()
  const [slot] = slots(1, 'http://')
  expect(await slot?.take()).toBe(true)
})
