import { expect, onTestFinished, test } from 'vitest'
import { startKillingProxy, type KillingProxyOptions } from '../killing-proxy/startKillingProxy.ts'
import { RedisForTest, HAS_REDIS } from '../../src/server/redis/redis.test-helper.ts'
import { isSoak, repetitions } from '../support/soak.ts'
import { ask, provideEventSource, questions } from './nest-module/askNest.ts'
import { STYLES } from './nest-module/createNestApp.ts'
import { readLedger } from './nest-module/model.ts'
import {
  createLedgerFile,
  startNest,
  startNestProcess,
  type NestProcess,
} from './nest-module/startNest.ts'
import { inFlight } from './support/inFlight.ts'
import { SEED } from './support/seed.ts'
import { until } from './support/until.ts'

const IN_MEMORY = repetitions(40, 16)
const OVER_REDIS = 300
const IN_FLIGHT = 30

async function startProxy(targets: KillingProxyOptions['targets']) {
  const proxy = await startKillingProxy({
    targets,
    seed: SEED,
    upward: { min: 1, max: 6_000 },
    downward: { min: 1, max: 8_000 },
  })
  onTestFinished(() => proxy.close())
  return proxy
}

/** Kills a process in the middle of several answers. */
async function killWhileAnswering(server: NestProcess, ledger: string): Promise<void> {
  await until(() => readLedger(ledger).live(server.pid) >= 3)
  await server.end('SIGKILL')
}

/** Expects that every answer is exact and that `answer` was called once per question. */
function expectExactlyOnce(answers: readonly Awaited<ReturnType<typeof ask>>[], file: string) {
  expect(answers.filter(({ isExact, outcome }) => !isExact || outcome !== 'complete')).toEqual([])
  const ledger = readLedger(file)
  const wrong = answers.map(({ question }) => [question, ledger.runs(question)])
  expect(wrong.filter(([, runs]) => runs !== 1)).toEqual([])
  expect(ledger.runs()).toBe(answers.length)
}

for (const style of STYLES) {
  test.skipIf(style === 'middleware' && !isSoak)(
    `NestJS 12 in ${style} style answers ${IN_MEMORY} questions exactly once over cut connections (SEED=${SEED}, middleware only with SOAK=1)`,
    async () => {
      provideEventSource()
      const ledger = createLedgerFile()
      const proxy = await startProxy([await startNest({ style, ledger })])
      const answers = await inFlight(
        IN_FLIGHT,
        [...questions(IN_MEMORY).entries()],
        ([index, text]) => ask(proxy.origin, text, index),
      )
      expectExactlyOnce(answers, ledger)
      expect(proxy.counts().kills).toBeGreaterThan(IN_MEMORY / 4)
    },
    180_000,
  )
}

test.skipIf(!HAS_REDIS || !isSoak)(
  `three processes of NestJS over Redis answer ${OVER_REDIS} questions exactly once, although one of them is killed (SEED=${SEED}, only with SOAK=1)`,
  async () => {
    provideEventSource()
    const redis = await RedisForTest.start()
    onTestFinished(() => redis.stop())
    const ledger = createLedgerFile()
    const start = () => startNestProcess(redis.url, ledger, true)
    const processes = await Promise.all([start(), start(), start()])
    const proxy = await startProxy(processes)
    let answered = 0
    let killed: Promise<void> | undefined
    const all = [...questions(OVER_REDIS).entries()]
    const answers = await inFlight(IN_FLIGHT, all, async ([index, question]) => {
      const answer = await ask(proxy.origin, question, index)
      answered += 1
      // Most answers are still to come: the process is certain to have several of them at once.
      if (answered === 1) killed = killWhileAnswering(processes[0], ledger)
      return answer
    })
    await killed
    expectExactlyOnce(answers, ledger)
    expect(readLedger(ledger).resumed()).toBeGreaterThan(0)
    expect(proxy.counts().kills).toBeGreaterThan(OVER_REDIS / 4)
  },
  600_000,
)
