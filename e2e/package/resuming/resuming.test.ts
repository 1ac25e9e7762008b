// Asks servers of other people over connections that break at random positions.
import { describe, expect, onTestFinished, test } from 'vitest'
import { textOf, useChatStream, type ChatMessage } from 'vue-chat-stream'
import { startKillingProxy, type KillingProxy } from '../../killing-proxy/startKillingProxy.ts'
import { repetitions } from '../../support/soak.ts'
import { inFlight } from '../support/inFlight.ts'
import { SEED } from '../support/seed.ts'
import { eventually, until } from '../support/until.ts'
import type { Chat, PresetOptions, ResumableCase, RunningCase } from './ResumableCase.ts'
import { answerTo, createRunModel } from './RunModel.ts'
import { aiSdkCase } from './servers/aiSdk.ts'
import { durableStreamsCase } from './servers/durableStreams.ts'
import { genkitCase } from './servers/genkit.ts'
import { langGraphCase } from './servers/langGraph.ts'
import { responsesCase } from './servers/responses.ts'
import { tanStackCase } from './servers/tanStack.ts'

const CASES = [
  responsesCase,
  tanStackCase,
  aiSdkCase,
  durableStreamsCase,
  genkitCase,
  langGraphCase,
].filter((each) => each !== undefined)

const QUESTIONS = repetitions(24, 6)
const IN_FLIGHT = 8
/** Long enough for several cuts. */
const MIN_LENGTH = 1_000

/** Returns questions with long answers. */
function questions(): readonly string[] {
  const list: string[] = []
  for (let index = 0; list.length < QUESTIONS; index += 1) {
    const question = `Question ${SEED}.${index}`
    if (answerTo(question).length >= MIN_LENGTH) list.push(question)
  }
  return list
}

async function startProxy(port: number, isCalm: boolean): Promise<KillingProxy> {
  const proxy = await startKillingProxy({
    targets: [{ port }],
    seed: SEED,
    // The response headers of these servers have about 300 bytes.
    upward: { min: 1, max: 20_000 },
    downward: { min: 1, max: 40_000 },
    unharmed: 0.1,
  })
  onTestFinished(() => proxy.close())
  if (isCalm) proxy.calm()
  return proxy
}

async function startProxies({ ports, expose }: RunningCase, isCalm = false) {
  const proxies = await Promise.all(ports.map((port) => startProxy(port, isCalm)))
  expose?.(proxies.slice(1).map(({ origin }) => origin))
  return {
    origin: proxies[0]?.origin ?? '',
    kills: () => proxies.reduce((sum, proxy) => sum + proxy.counts().kills, 0),
  }
}

function createChat(options: PresetOptions, messages: readonly ChatMessage[] = []): Chat {
  const chat = useChatStream({
    ...options,
    messages: [...messages],
    updates: 'event',
    retry: { maxAttempts: 40, baseDelay: 1, maxDelay: 20 },
  })
  onTestFinished(chat.dispose)
  return chat
}

const answerIn = ({ messages }: Chat) => messages.value.at(-1) as ChatMessage

/** Asks, leaves the page in the middle of the answer, and resumes it on the next page from what was stored. */
async function askWithReload(options: PresetOptions, question: string): Promise<ChatMessage> {
  const chat = createChat(options)
  const sent = chat.send(question)
  const isUnderWay = () => textOf(answerIn(chat)).length > MIN_LENGTH / 3
  await until(() => Boolean(answerIn(chat).outcome) || isUnderWay())
  const stored = JSON.stringify(chat.messages.value)
  if (answerIn(chat).outcome) return sent
  chat.abandon()
  chat.dispose()
  return createChat(options, JSON.parse(stored) as ChatMessage[]).resume()
}

/** Fails unless every answer is exact, or failed because the run was not known when the connection broke. */
function expectExact(answers: readonly { question: string; answer: ChatMessage }[]): void {
  const wrong = answers.filter(({ question, answer }) => {
    const { outcome } = answer
    const isUnknown = outcome === 'failed' && answer.parts.length === 0 && !answer.run?.sessionId
    return !isUnknown && (outcome !== 'complete' || textOf(answer) !== answerTo(question))
  })
  const summary = wrong.map(({ question, answer }) => ({
    question,
    outcome: answer.outcome,
    error: answer.error,
    length: textOf(answer).length,
    expected: answerTo(question).length,
  }))
  expect(summary).toEqual([])
  const complete = answers.filter(({ answer }) => answer.outcome === 'complete')
  expect(complete.length).toBeGreaterThan(answers.length / 2)
}

describe.each<ResumableCase>(CASES)('$server', ({ start }) => {
  test.each([
    [
      'in mid-answer',
      (options: PresetOptions, question: string) => createChat(options).send(question),
    ],
    ['before and after a reload', askWithReload],
  ])(
    `answers ${QUESTIONS} questions exactly, with one run each, over connections that break %s (SEED=${SEED})`,
    async (_, ask) => {
      const model = createRunModel()
      const running = await start(model)
      const { origin, kills } = await startProxies(running)
      const options = running.options(origin)
      const answers = await inFlight(IN_FLIGHT, questions(), async (question) => ({
        question,
        answer: await ask(options, question),
      }))
      expectExact(answers)
      expect([...new Set(model.questions)]).toHaveLength(model.questions.length)
      expect(kills()).toBeGreaterThan(QUESTIONS / 4)
    },
    240_000,
  )

  test('ends the run of a stopped answer', async () => {
    const model = createRunModel()
    const running = await start(model)
    const { origin } = await startProxies(running, true)
    const [question = ''] = questions()
    const chat = createChat(running.options(origin))
    const sent = chat.send(question)
    await until(() => textOf(answerIn(chat)).length > 20)
    chat.stop()
    const answer = await sent
    expect(answer.outcome).toBe('stopped')
    await eventually(() => expect(model.live()).toBe(0))
    expect(textOf(answer).length).toBeLessThan(answerTo(question).length)
    expect(answerTo(question).startsWith(textOf(answer))).toBe(true)
  })
})
