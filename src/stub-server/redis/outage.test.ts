import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { story } from '../answers/story.ts'
import { eventsIn } from '../../server/eventsOf.test-helper.ts'
import type { Model } from '../model.ts'
import { createStubServer, type StubServerOptions } from '../server.ts'
import { tokensOf } from '../scenarios/tokens.ts'
import { sessionUrl, initAt, readAnswer, stateOf } from './stubClient.test-helper.ts'
import { HAS_REDIS, RedisForTest } from '../../server/redis/redis.test-helper.ts'

/** Tells the story, but cannot continue an answer that another process began. */
const storyModel: Model = async function* () {
  for (const content of tokensOf(story)) {
    await new Promise((resolve) => setTimeout(resolve, 3))
    yield { content }
  }
}

async function redisForTest(...options: string[]): Promise<RedisForTest> {
  const redis = await RedisForTest.start(...options)
  onTestFinished(() => redis.stop())
  return redis
}

async function serverOn({ url }: RedisForTest, options: StubServerOptions = {}) {
  const redis = { url, leaseTime: 600, renewInterval: 150 }
  const server = await createStubServer({
    port: 0,
    pace: { min: 3, max: 3 },
    drainTime: 100,
    ...options,
    redis,
  })
  onTestFinished(() => server.close())
  return server
}

describe.skipIf(!HAS_REDIS)('when Redis is unreachable', () => {
  test('requests get 503, streams end without close, and both work again after a restart', async () => {
    const redis = await redisForTest()
    const server = await serverOn(redis)
    const id = await initAt(server.url, 'a story')
    const stream = await fetch(sessionUrl(server.url, id))
    await redis.stop()
    const events = eventsIn(await stream.text())
    expect(events.some(({ event }) => event !== undefined)).toBe(false)

    const refused = [
      fetch(`${server.url}/ai/chat/stream?message=Hi`),
      fetch(sessionUrl(server.url, id)),
      fetch(sessionUrl(server.url, 'A'.repeat(32)), { method: 'DELETE' }),
      fetch(`${server.url}/__stub/state`),
    ]
    for (const response of await Promise.all(refused)) {
      expect(response.status).toBe(503)
      expect(response.headers.get('Retry-After')).toBe('1')
      expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    }

    await redis.start()
    await expect.poll(async () => (await fetch(`${server.url}/__stub/state`)).status).toBe(200)
    // This Redis wrote nothing to disk, so its data is gone.
    expect((await fetch(sessionUrl(server.url, id))).status).toBe(404)
    const next = await initAt(server.url, 'a story')
    expect((await readAnswer([sessionUrl(server.url, next)])).text).toBe(story)
    await expect.poll(() => server.handler.state().liveRuns).toBe(0)
  })

  test('the same model continues its answers exactly after a restart that kept the data', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stub-redis-'))
    const persistence = ['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always']
    const redis = await redisForTest(...persistence)
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const server = await serverOn(redis, { model: storyModel })
    const id = await initAt(server.url, 'a story')
    let isAway = false
    const received = await readAnswer([sessionUrl(server.url, id)], (text) => {
      if (text.length > 100 && !isAway) void redis.stop().then(() => redis.start())
      isAway ||= text.length > 100
    })
    expect(received).toMatchObject({ text: story, end: { reason: 'done', length: story.length } })
    expect(received.connections).toBeGreaterThan(1)
    expect(await stateOf(server.url)).toMatchObject({ runs: 1, takeovers: 0, liveRuns: 0 })
  })
})
