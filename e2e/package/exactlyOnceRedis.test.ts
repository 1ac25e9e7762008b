import { EventSource } from 'eventsource'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { textOf, useChatStream, type UseChatStreamOptions } from 'vue-chat-stream'
import { createStubServer, type StubState } from 'vue-chat-stream/stub-server'
import { createPicker, createRandom } from '../bench/random.ts'
import { startKillingProxy } from '../killing-proxy/startKillingProxy.ts'
import { HAS_REDIS, RedisForTest } from '../../src/server/redis/redis.test-helper.ts'
import { inFlight } from './support/inFlight.ts'
import { SEED } from './support/seed.ts'
import { startStubCommand } from './support/startStubCommand.ts'
import { eventually } from './support/until.ts'
import { isSoak } from '../support/soak.ts'

const QUESTIONS = 100
const IN_FLIGHT = 30
const TRANSPORTS = ['session', 'get', 'eventsource'] as const
/** Each topic has its own kind of answer: the embedded model looks for keywords. */
const TOPICS = [
  'a story',
  'some code',
  'a table',
  'an emoji 🐉',
  'a list',
  '从前有一条龙',
  'who are you?',
] as const

function questions(): readonly string[] {
  const { pick } = createPicker(createRandom(SEED))
  return Array.from({ length: QUESTIONS }, (_, index) => `${index} Ü ${pick(TOPICS)}`)
}

async function ask(question: string, options: UseChatStreamOptions) {
  const chat = useChatStream(options)
  onTestFinished(chat.dispose)
  const answer = await chat.send(question)
  return { question, text: textOf(answer), outcome: answer.outcome, error: answer.error }
}

/** Returns the embedded model's answers over connections that don't break. */
async function expectedAnswers(messages: readonly string[]): Promise<Map<string, string>> {
  const limits = { liveRunsPerClient: IN_FLIGHT }
  const server = await createStubServer({ port: 0, pace: { min: 0, max: 0 }, limits })
  const url = `${server.url}/ai/chat/stream`
  const answers = await inFlight(IN_FLIGHT, messages, (question) => ask(question, { url }))
  await server.close()
  expect(answers.filter(({ outcome }) => outcome !== 'complete')).toEqual([])
  return new Map(answers.map(({ question, text }) => [question, text]))
}

async function startRedis(): Promise<string> {
  const redis = await RedisForTest.start()
  onTestFinished(() => redis.stop())
  return redis.url
}

/** Starts several stub servers on one Redis, behind a proxy that kills connections. */
async function startCluster() {
  const args = ['--pace', '0-2', '--max-runs-per-client', '1000', '--redis', await startRedis()]
  const start = (port: number) => startStubCommand('--port', String(port), ...args)
  const stubs = await Promise.all([start(0), start(0), start(0)])
  const proxy = await startKillingProxy({
    targets: stubs,
    seed: SEED,
    upward: { min: 1, max: 6_000 },
    downward: { min: 1, max: 16_000 },
  })
  onTestFinished(() => proxy.close())
  const [doomed, other] = stubs
  return {
    proxy,
    async restartOne(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
      await doomed.end(signal)
      await start(doomed.port)
    },
    async state(): Promise<StubState> {
      const response = await fetch(`http://127.0.0.1:${other.port}/__stub/state`)
      // The stub sends this shape.
      return (await response.json()) as StubState
    },
  }
}

describe.skipIf(!HAS_REDIS || !isSoak)(
  `three processes over one Redis (SEED=${SEED}, only with SOAK=1)`,
  () => {
    test.each(['SIGKILL', 'SIGTERM'] as const)(
      `answer ${3 * QUESTIONS} questions exactly once, although one of them is ended by %s and restarted`,
      async (signal) => {
        vi.stubGlobal('EventSource', EventSource)
        onTestFinished(() => void vi.unstubAllGlobals())
        const expected = await expectedAnswers(questions())
        const { proxy, restartOne, state } = await startCluster()
        const url = `${proxy.origin}/ai/chat/stream`
        const retry = { maxAttempts: 100, baseDelay: 1, maxDelay: 50 }
        let answered = 0
        let restarted: Promise<void> | undefined

        const batches = TRANSPORTS.map((transport) =>
          inFlight(IN_FLIGHT, questions(), async (question) => {
            const answer = await ask(question, {
              ...{ url, transport, idempotencyKey: true, retry },
              // The proxy and the signal cut connections; a busy machine must not.
              ...{ connectTimeout: 120_000, idleTimeout: 120_000 },
            })
            answered += 1
            if (answered === QUESTIONS) restarted = restartOne(signal)
            return { ...answer, transport, isExact: answer.text === expected.get(question) }
          }),
        )
        const answers = (await Promise.all(batches)).flat()
        await restarted

        const wrong = answers.filter(({ isExact, outcome }) => !isExact || outcome !== 'complete')
        expect(wrong).toEqual([])
        expect(answers).toHaveLength(3 * QUESTIONS)
        await eventually(async () =>
          expect(await state()).toMatchObject({ runs: 3 * QUESTIONS, liveRuns: 0 }),
        )
        expect(proxy.counts().kills).toBeGreaterThan(QUESTIONS)
      },
      400_000,
    )
  },
)
