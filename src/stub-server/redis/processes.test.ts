import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { story } from '../answers/story.ts'
import { eventsOf, textOf } from '../../server/eventsOf.test-helper.ts'
import { sessionUrl, initAt, readAnswer, stateOf } from './stubClient.test-helper.ts'
import { HAS_REDIS, redisOfFile } from '../../server/redis/redis.test-helper.ts'
import { startProcess, type StubProcess } from './startProcess.test-helper.ts'
import type { StubProcessOptions } from './stubProcess.test-helper.ts'

const QUICK = { min: 1, max: 1 }
/** A story that takes two seconds: long enough for a process to die in the middle. */
const LONG_STORY = '/slow 6 a story'
/** For a test that starts four processes in sequence. */
const FOUR_PROCESSES = { timeout: 180_000 }
const STORY = { reason: 'done', length: story.length }

describe.skipIf(!HAS_REDIS)('several processes', () => {
  const { url } = redisOfFile()
  const prefix = crypto.randomUUID()
  const started: StubProcess[] = []
  const doomed: StubProcess[] = []
  const a = () => started[0]?.url ?? ''
  const b = () => started[1]?.url ?? ''
  const c = () => started[2]?.url ?? ''

  const redis = (keys: string) => ({
    url: url(),
    prefix: keys,
    leaseTime: 1_000,
    renewInterval: 150,
  })
  const start = (options: StubProcessOptions = {}) =>
    startProcess({
      pace: QUICK,
      // On a busy machine, a lease may lapse although its process lives.
      limits: { liveRunsPerClient: 50, takeovers: 100 },
      redis: redis(prefix),
      ...options,
    })

  /** Starts a process that the test ends. */
  async function startDoomed(options: StubProcessOptions = {}): Promise<StubProcess> {
    const stub = await start(options)
    doomed.push(stub)
    return stub
  }

  beforeAll(async () => {
    if (HAS_REDIS) started.push(...(await Promise.all([start(), start(), start()])))
  })
  afterEach(async () => {
    await Promise.all(doomed.splice(0).map((stub) => stub.end('SIGKILL')))
  })
  afterAll(async () => {
    await Promise.all(started.map((stub) => stub.end('SIGKILL')))
  })

  test('every process serves a session that one of them created, live and afterwards', async () => {
    const before = await stateOf(a())
    const id = await initAt(a(), 'a story')
    const reads = [b(), c(), a()].map((baseUrl) => readAnswer([sessionUrl(baseUrl, id)]))
    for (const received of await Promise.all(reads)) {
      expect(received).toEqual({ text: story, end: STORY, connections: 1 })
    }
    const end = await fetch(sessionUrl(c(), id), { headers: { 'Last-Event-ID': '9999' } })
    expect(end.status).toBe(204)
    expect((await stateOf(b())).runs).toBe(before.runs + 1)
  })

  test('one process resumes a one-shot stream of another', async () => {
    const before = await stateOf(a())
    const all = await eventsOf(await fetch(`${a()}/ai/chat/stream?message=a+story`))
    const headers = { 'Last-Event-ID': all[40]?.id ?? '' }
    const rest = await eventsOf(await fetch(`${b()}/ai/chat/stream?message=a+story`, { headers }))
    expect(rest).toEqual(all.slice(41))
    expect((await stateOf(c())).runs).toBe(before.runs + 1)
  })

  test('a key sent to all processes at once starts one run', async () => {
    const before = await stateOf(a())
    const key = crypto.randomUUID()
    const requests = [a(), b(), c(), a(), b(), c()].map((baseUrl) =>
      initAt(baseUrl, 'a story', key),
    )
    const ids = new Set(await Promise.all(requests))
    expect(ids.size).toBe(1)
    const oneShot = await fetch(`${b()}/ai/chat/stream?message=a+story&key=${key}`)
    expect(textOf(await eventsOf(oneShot))).toBe(story)
    expect((await stateOf(c())).runs).toBe(before.runs + 1)
  })

  test('a scenario of the first connection happens once, in whichever process', async () => {
    const id = await initAt(a(), '/drop 300 a story')
    const received = await readAnswer([sessionUrl(b(), id), sessionUrl(c(), id)])
    expect(received).toEqual({ text: story, end: STORY, connections: 2 })
  })

  test('DELETE at one process stops a run that another drives', async () => {
    const id = await initAt(a(), LONG_STORY)
    let hasBegun: () => void = () => {}
    const begun = new Promise<void>((resolve) => (hasBegun = resolve))
    const read = readAnswer([sessionUrl(c(), id)], hasBegun)
    await begun
    expect((await fetch(sessionUrl(b(), id), { method: 'DELETE' })).status).toBe(204)
    const { text, end } = await read
    expect(end).toEqual({ reason: 'stopped', length: text.length })
    expect(story.startsWith(text)).toBe(true)
    expect(text.length).toBeLessThan(story.length)
    for (const baseUrl of [a(), b(), c()]) {
      expect((await fetch(sessionUrl(baseUrl, id), { method: 'DELETE' })).status).toBe(204)
      expect(await readAnswer([sessionUrl(baseUrl, id)])).toEqual({ text, end, connections: 1 })
    }
  })

  test('a process answers 404 for an unknown session and 410 for an expired one of another', async () => {
    const brief = await startDoomed({ limits: { keepTime: 50 }, pace: { min: 0, max: 0 } })
    const id = await initAt(brief.url, 'a story')
    const status = async () => (await fetch(sessionUrl(b(), id))).status
    await expect.poll(status).toBe(410)
    expect((await fetch(sessionUrl(b(), 'A'.repeat(32)))).status).toBe(404)
  })

  test('a process finishes its answer after SIGTERM, while others serve the readers', async () => {
    const before = await stateOf(b())
    // A lease that does not lapse during the test, even on a busy machine.
    const driver = await startDoomed({ redis: { ...redis(prefix), leaseTime: 20_000 } })
    const id = await initAt(driver.url, LONG_STORY)
    let isEnding = false
    const { text, end, connections } = await readAnswer(
      [sessionUrl(b(), id), sessionUrl(driver.url, id)],
      (soFar) => {
        if (soFar.length > 50 && !isEnding) driver.signal('SIGTERM')
        isEnding ||= soFar.length > 50
      },
    )
    expect({ text, end }).toEqual({ text: story, end: STORY })
    expect(connections).toBeGreaterThan(1)
    expect(await driver.gone).toBe(0)
    expect(await stateOf(b())).toMatchObject({
      runs: before.runs + 1,
      takeovers: before.takeovers,
    })
  })

  test('a process hands over a run that takes too long after SIGTERM', async () => {
    const before = await stateOf(b())
    const driver = await startDoomed({ drainTime: 100 })
    const id = await initAt(driver.url, LONG_STORY)
    expect(await driver.end('SIGTERM')).toBe(0)
    expect(await readAnswer([sessionUrl(b(), id)])).toEqual({
      text: story,
      end: STORY,
      connections: 1,
    })
    const after = await stateOf(b())
    expect(after.runs).toBe(before.runs + 1)
    expect(after.takeovers).toBeGreaterThan(before.takeovers ?? 0)
  })

  test('other processes continue the runs of a process that died, as the same runs', async () => {
    const before = await stateOf(b())
    const driver = await startDoomed()
    const ids = await Promise.all(Array.from({ length: 5 }, () => initAt(driver.url, LONG_STORY)))
    let hasDied = false
    const reads = ids.map((id) =>
      readAnswer([sessionUrl(b(), id), sessionUrl(driver.url, id), sessionUrl(c(), id)], (text) => {
        if (text.length > 100 && !hasDied) void driver.end('SIGKILL')
        hasDied ||= text.length > 100
      }),
    )
    for (const { text, end } of await Promise.all(reads)) {
      expect({ text, end }).toEqual({ text: story, end: STORY })
    }
    const after = await stateOf(b())
    expect(after).toMatchObject({ runs: before.runs + 5, liveRuns: 0 })
    expect(after.takeovers).toBeGreaterThanOrEqual((before.takeovers ?? 0) + 5)
  })

  test('a run ends with run_lost if its process died and the model cannot continue', async () => {
    // Use a separate prefix: the shared processes would continue the run with the wrong model.
    const options = { isUpstream: true, redis: redis(crypto.randomUUID()) }
    const [driver, heir] = await Promise.all([startDoomed(options), startDoomed(options)])
    const id = await initAt(driver.url, 'Hi')
    let hasDied = false
    const { text, end } = await readAnswer([sessionUrl(heir.url, id)], (soFar) => {
      if (soFar.length > 20 && !hasDied) void driver.end('SIGKILL')
      hasDied ||= soFar.length > 20
    })
    expect(end).toMatchObject({
      reason: 'error',
      code: 'run_lost',
      length: text.length,
      message: expect.stringContaining('Send the question again'),
    })
    expect(text).toMatch(/^(?:word )+$/)
  })

  test(
    'a run that three processes died of is given up, with its text kept',
    FOUR_PROCESSES,
    async () => {
      // Use a separate prefix and one process at a time, so that it is certain which one takes the run over.
      // The lease is long enough to lapse only because of a death, even on a busy machine.
      const options = { limits: {}, redis: { ...redis(crypto.randomUUID()), leaseTime: 3_000 } }
      const driver = await startDoomed(options)
      const id = await initAt(driver.url, '/slow 1000 a story')
      await driver.end('SIGKILL')
      for (const takeovers of [1, 2]) {
        const heir = await startDoomed(options)
        await expect.poll(async () => (await stateOf(heir.url)).takeovers).toBe(takeovers)
        await heir.end('SIGKILL')
      }
      const last = await startDoomed(options)
      const { text, end } = await readAnswer([sessionUrl(last.url, id)])
      expect(end).toEqual({
        reason: 'error',
        code: 'run_lost',
        length: text.length,
        message: expect.stringContaining('died 3 times'),
      })
      expect(story.startsWith(text)).toBe(true)
      expect(await stateOf(last.url)).toMatchObject({ runs: 1, liveRuns: 0 })
    },
  )

  test('a process that was paused writes nothing more to its run', async () => {
    const driver = await startDoomed()
    const id = await initAt(driver.url, LONG_STORY)
    let isPaused = false
    const received = await readAnswer([sessionUrl(b(), id)], (text) => {
      if (text.length > 50 && !isPaused) driver.signal('SIGSTOP')
      isPaused ||= text.length > 50
    })
    driver.signal('SIGCONT')
    expect(received).toEqual({ text: story, end: STORY, connections: 1 })
    // It learns that another process drives the run, and still serves it.
    expect(await readAnswer([sessionUrl(driver.url, id)])).toEqual(received)
    expect(await driver.end('SIGTERM')).toBe(0)
  })
})
