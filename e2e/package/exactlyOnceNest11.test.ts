import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startKillingProxy } from '../killing-proxy/startKillingProxy.ts'
import { ask, provideEventSource, questions } from './nest-module/askNest.ts'
import { readLedger } from './nest-module/model.ts'
import { createLedgerFile } from './nest-module/startNest.ts'
import { createNest11Project } from './nest-module/startNest11.ts'
import { tokensOf } from './nest-module/tokens.ts'
import { inFlight } from './support/inFlight.ts'
import { isSoak } from '../support/soak.ts'
import { SEED } from './support/seed.ts'

const QUESTIONS = 40
const ALL = ['session', 'get', 'post', 'eventsource'] as const

// The installation takes a minute.
describe.skipIf(!isSoak)('a CommonJS project of NestJS 11 (only with SOAK=1)', () => {
  let project: Awaited<ReturnType<typeof createNest11Project>> | undefined

  beforeAll(async () => {
    project = await createNest11Project()
  }, 400_000)
  afterAll(() => project?.remove())

  test.each([
    { style: 'module', transports: ALL },
    // Its routes are those of the recipe, without a POST that streams.
    { style: 'controller', transports: ['session', 'get', 'eventsource'] },
    { style: 'middleware', transports: ALL },
  ] as const)(
    `answers ${QUESTIONS} questions exactly once over cut connections in $style style (SEED=${SEED})`,
    async ({ style, transports }) => {
      provideEventSource()
      const ledger = createLedgerFile()
      const server = await project?.start(style, ledger)
      if (!server) throw new Error('The project was not installed.')
      const proxy = await startKillingProxy({
        targets: [server],
        seed: SEED,
        upward: { min: 1, max: 6_000 },
        downward: { min: 1, max: 8_000 },
      })
      onTestFinished(() => proxy.close())
      const all = [...questions(QUESTIONS).entries()]
      const answers = await inFlight(20, all, ([index, question]) =>
        ask(proxy.origin, question, index, { expected: tokensOf(question).join(''), transports }),
      )
      expect(answers.filter(({ isExact, outcome }) => !isExact || outcome !== 'complete')).toEqual(
        [],
      )
      const { runs } = readLedger(ledger)
      expect(answers.filter(({ question }) => runs(question) !== 1)).toEqual([])
      expect(runs()).toBe(QUESTIONS)
      expect(proxy.counts().kills).toBeGreaterThan(QUESTIONS / 4)
      await server.end('SIGTERM')
    },
    180_000,
  )
})
