import { EventSource } from 'eventsource'
import { expect, onTestFinished, test, vi } from 'vitest'
import { textOf, useChatStream } from 'vue-chat-stream'
import { createStubServer } from 'vue-chat-stream/stub-server'
import { createPicker, createRandom } from '../bench/random.ts'
import { repetitions } from '../support/soak.ts'
import { startKillingProxy } from '../killing-proxy/startKillingProxy.ts'
import { inFlight } from './support/inFlight.ts'
import { mixedText } from './support/mixedText.ts'
import { SEED } from './support/seed.ts'
import { answerTo, talkativeModel } from './support/talkativeModel.ts'
import { eventually } from './support/until.ts'

const QUESTIONS = repetitions(100, 20)
/** The stub asks clients to wait a second before they reconnect, so a low limit would take minutes. */
const IN_FLIGHT = 50
const TRANSPORTS = ['session', 'get', 'eventsource'] as const
const TOTAL = QUESTIONS * TRANSPORTS.length

async function startStub() {
  const server = await createStubServer({
    port: 0,
    host: '127.0.0.1',
    model: talkativeModel,
    limits: { liveRunsPerClient: TOTAL },
  })
  onTestFinished(() => server.close())
  return server
}

async function startProxy(port: number) {
  const proxy = await startKillingProxy({
    targets: [{ port }],
    seed: SEED,
    upward: { min: 1, max: 15_000 },
    downward: { min: 1, max: 30_000 },
  })
  onTestFinished(() => proxy.close())
  return proxy
}

function questions(): readonly string[] {
  const picker = createPicker(createRandom(SEED))
  return Array.from(
    { length: QUESTIONS },
    (_, index) => `${index}: ${mixedText(picker, picker.between(1, 400))}`,
  )
}

test(`the client answers ${TOTAL} questions exactly once over connections cut at random positions (SEED=${SEED})`, async () => {
  vi.stubGlobal('EventSource', EventSource)
  onTestFinished(() => void vi.unstubAllGlobals())
  const server = await startStub()
  const proxy = await startProxy(server.port)

  async function ask(transport: (typeof TRANSPORTS)[number], question: string) {
    const chat = useChatStream({
      url: `${proxy.origin}/ai/chat/stream`,
      transport,
      idempotencyKey: true,
      retry: { maxAttempts: 50, baseDelay: 1, maxDelay: 20 },
      // The proxy cuts connections; a busy machine must not.
      connectTimeout: 120_000,
      idleTimeout: 120_000,
    })
    onTestFinished(chat.dispose)
    const answer = await chat.send(question)
    return {
      isExact: textOf(answer) === answerTo(question),
      transport,
      question,
      outcome: answer.outcome,
      error: answer.error,
      connections: answer.metrics?.attempts ?? 0,
    }
  }
  const batches = TRANSPORTS.map((transport) =>
    inFlight(IN_FLIGHT, questions(), (question) => ask(transport, `${transport} ${question}`)),
  )
  const answers = (await Promise.all(batches)).flat()

  const wrong = answers.filter(({ isExact, outcome }) => !isExact || outcome !== 'complete')
  expect(wrong).toEqual([])
  expect(answers).toHaveLength(TOTAL)
  await eventually(() =>
    expect(server.handler.state()).toMatchObject({ runs: TOTAL, liveRuns: 0, openStreams: 0 }),
  )
  expect(proxy.counts().kills).toBeGreaterThan(TOTAL)
}, 180_000)
