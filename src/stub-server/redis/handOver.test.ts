import { describe, expect, onTestFinished, test } from 'vitest'
import { longAnswer } from '../answers/long.ts'
import { story } from '../answers/story.ts'
import { eventsOf, textOf } from '../../server/eventsOf.test-helper.ts'
import { createStubHandler, type StubHandler } from '../handler.ts'
import type { Model } from '../model.ts'
import type { StubOptions } from '../options.ts'
import { createRedisStore } from '../../server/redis/createRedisStore.ts'
import { HAS_REDIS, redisOfFile } from '../../server/redis/redis.test-helper.ts'

const STREAM = 'http://localhost/ai/chat/stream'

/** Yields one delta, then stays silent until it is stopped. */
function silentModel(): { model: Model; isStopped: () => boolean } {
  let stopped = false
  const model: Model = async function* (_, signal) {
    yield { content: 'Once' }
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    stopped = true
  }
  return { model, isStopped: () => stopped }
}

async function init(handler: StubHandler, message: string): Promise<string> {
  const body = JSON.stringify({ message })
  const headers = { 'Content-Type': 'application/json' }
  const request = new Request(`${STREAM}/init`, { method: 'POST', headers, body })
  const { sessionId } = (await (await handler.fetch(request)).json()) as { sessionId: string }
  return sessionId
}

describe.skipIf(!HAS_REDIS)('two handlers that share a Redis', () => {
  const { url } = redisOfFile()

  /** Creates handlers that share a store; each has its own connections and options. */
  function handlersOf(...all: StubOptions[]): Promise<StubHandler[]> {
    const redis = { url: url(), prefix: crypto.randomUUID(), leaseTime: 1_000, renewInterval: 100 }
    return Promise.all(
      all.map(async (options) => {
        const store = await createRedisStore(redis)
        const pace = { min: 0, max: 0 }
        const handler = createStubHandler({ pace, drainTime: 50, store, ...options })
        onTestFinished(() => handler.close())
        return handler
      }),
    )
  }

  test('DELETE at one handler stops a silent model at the other', async () => {
    const { model, isStopped } = silentModel()
    const [driver, other] = await handlersOf({ model }, {})
    const id = (driver && (await init(driver, 'Hi'))) ?? ''
    const stream = await driver?.fetch(new Request(`${STREAM}/${id}`))
    const stop = await other?.fetch(new Request(`${STREAM}/${id}`, { method: 'DELETE' }))
    expect(stop?.status).toBe(204)
    const events = stream ? await eventsOf(stream) : []
    expect(textOf(events)).toBe('Once')
    expect(events.at(-1)).toMatchObject({ event: 'close', data: '{"reason":"stopped","length":4}' })
    await expect.poll(isStopped).toBe(true)
    expect(driver?.state().liveRuns).toBe(0)
  })

  test('an answer of another model ends with run_lost rather than mix two answers', async () => {
    const { model } = silentModel()
    const [driver, heir] = await handlersOf({ model }, {})
    const id = (driver && (await init(driver, 'Hi'))) ?? ''
    await driver?.close()
    const stream = await heir?.fetch(new Request(`${STREAM}/${id}`))
    const events = stream ? await eventsOf(stream) : []
    expect(textOf(events)).toBe('Once')
    expect(JSON.parse(events.at(-1)?.data ?? '')).toMatchObject({
      reason: 'error',
      code: 'run_lost',
      length: 4,
    })
  })

  test('the other handler continues an answer with parts of every kind', async () => {
    const [driver, heir] = await handlersOf({}, {})
    const id = (driver && (await init(driver, '/parts pace=2-2 a story'))) ?? ''
    const begun = await driver?.fetch(new Request(`${STREAM}/${id}`))
    await begun?.body?.getReader().read()
    await driver?.close()
    const whole = heir && (await init(heir, '/parts a story'))
    const [gone, fresh] = await Promise.all(
      [id, whole].map(async (run) => {
        const response = await heir?.fetch(new Request(`${STREAM}/${run}`))
        return response ? eventsOf(response) : []
      }),
    )
    expect(gone).toEqual(fresh)
    expect(textOf(gone ?? [])).toContain(story)
  })

  test('an amount that is too large is refused and starts no run', async () => {
    const [one, other] = await handlersOf({}, {})
    const endpoint = `${STREAM}?message=/long 999999999999`
    expect((await one?.fetch(new Request(endpoint)))?.status).toBe(400)
    const state = await other?.fetch(new Request('http://localhost/__stub/state'))
    expect(await state?.json()).toMatchObject({ runs: 0, liveRuns: 0, sessions: 0 })
  })

  test('a long answer ends at the bounds of a run even after a takeover', async () => {
    const limits = { runEntries: 400 }
    const [driver, heir] = await handlersOf({ limits }, { limits })
    const id = (driver && (await init(driver, '/long 1000000 pace=2-2'))) ?? ''
    const begun = await driver?.fetch(new Request(`${STREAM}/${id}`))
    await begun?.body?.getReader().read()
    await driver?.close()
    const stream = await heir?.fetch(new Request(`${STREAM}/${id}`))
    const events = stream ? await eventsOf(stream) : []
    expect(JSON.parse(events.at(-1)?.data ?? '')).toMatchObject({ code: 'run_size_limit' })
    expect(events.length).toBe(400)
    expect(longAnswer(10_000).startsWith(textOf(events))).toBe(true)
  })

  test('answers of the OpenAI endpoint count among the runs of all handlers', async () => {
    const [one, other] = await handlersOf({}, {})
    const body = JSON.stringify({ model: 'stub', messages: [{ role: 'user', content: 'Hi' }] })
    const headers = { 'Content-Type': 'application/json' }
    const endpoint = 'http://localhost/v1/chat/completions'
    await one?.fetch(new Request(endpoint, { method: 'POST', headers, body }))
    const runs = async () => {
      const state = await other?.fetch(new Request('http://localhost/__stub/state'))
      return ((await state?.json()) as { runs: number }).runs
    }
    await expect.poll(runs).toBe(1)
  })
})
