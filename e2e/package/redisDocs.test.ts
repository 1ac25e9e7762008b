// Runs the examples of docs/redis.md with the built package.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Redis } from 'ioredis'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { ChatServer } from 'vue-chat-stream/server'
import { runStoreContract } from 'vue-chat-stream/server/testing'
import { HAS_REDIS, RedisForTest } from '../../src/server/redis/redis.test-helper.ts'
import { makeExamplesFolder } from './docs/examplesFolder.ts'
import { loadExamples } from './docs/loadExamples.ts'
import { answerTo } from './docs/model.ts'
import { readExample } from './docs/readExamples.ts'

const run = promisify(execFile)

test.skipIf(!HAS_REDIS)('the server of docs/redis.md answers from Redis', async () => {
  const redis = await RedisForTest.start()
  onTestFinished(() => redis.stop())
  vi.stubEnv('REDIS_URL', redis.url)
  onTestFinished(() => void vi.unstubAllEnvs())
  const load = await loadExamples('docs/redis.md')
  const { chat, client } = (await load('store.ts')) as { chat: ChatServer; client: Redis }
  const { sessionId } = await chat.init({ message: 'Hi' })
  const body = await (await chat.stream(sessionId)).text()
  const text = [...body.matchAll(/^data: (\{"content".*)$/gm)]
    .map(([, data = '']) => (JSON.parse(data) as { content: string }).content)
    .join('')
  expect(text).toBe(answerTo('Hi'))
  expect(await client.exists(`{vue-chat-stream:}run:${sessionId}`)).toBe(1)
  await chat.close()
  client.disconnect()
})

test('the contract of docs/redis.md runs with the test runner of Node', async () => {
  const code = await readExample('docs/redis.md', 'contract.ts')
  // The example has no types, so that Node runs it as it is.
  const folder = await makeExamplesFolder('contract', { 'contract.js': code })
  const { stdout } = await run(process.execPath, ['--test', join(folder, 'contract.js')], {
    // Vitest's own variables would make Node report in another form.
    env: { PATH: process.env['PATH'] },
  })
  const count = runStoreContract({ shared: false }).length
  expect(stdout).toContain(`pass ${count}`)
  expect(stdout).toContain('fail 0')
  expect(count).toBe(24)
  expect(runStoreContract()).toHaveLength(37)
})
