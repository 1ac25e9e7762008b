import { EventSource } from 'eventsource'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { textOf, useChatStream, type UseChatStreamOptions } from 'vue-chat-stream'
import { createPicker, createRandom } from '../bench/random.ts'
import type { Harm } from '../killing-proxy/fates.ts'
import { startKillingProxy } from '../killing-proxy/startKillingProxy.ts'
import { answerTo } from './nest-server/model.ts'
import { startNestServer } from './nest-server/startNestServer.ts'
import { mixedText } from './support/mixedText.ts'
import { recordExchanges, type Recorder } from './support/recordExchanges.ts'
import { SEED } from './support/seed.ts'

const QUESTIONS = 40
/** More than the headers of a stream, or any other response; a whole stream has about 1,000 bytes. */
const WITHIN_THE_BODY: Harm = { downward: { min: 450, max: 1_200 } }
/** Anywhere in the request, the response headers and the body. */
const ANYWHERE: Harm = { upward: { min: 1, max: 1_200 }, downward: { min: 1, max: 1_200 } }

function questions(): readonly string[] {
  const picker = createPicker(createRandom(SEED))
  return Array.from(
    { length: QUESTIONS },
    (_, index) => `${index} ${mixedText(picker, picker.between(1, 40))}`,
  )
}

/** Sends one question after the other, so that the same seed always cuts at the same positions. */
async function askAll(harm: Harm, options: Pick<UseChatStreamOptions, 'transport' | 'retry'>) {
  const server = await startNestServer()
  onTestFinished(() => server.close())
  const proxy = await startKillingProxy({
    targets: [server],
    seed: SEED,
    unharmed: 0.1,
    ...harm,
  })
  onTestFinished(() => proxy.close())

  async function ask(question: string) {
    const recorder = recordExchanges()
    vi.stubGlobal('EventSource', recordingEventSource(recorder))
    onTestFinished(() => void vi.unstubAllGlobals())
    const url = `${proxy.origin}/ai/chat/stream`
    const chat = useChatStream({ url, fetch: recorder.fetch, ...options })
    onTestFinished(chat.dispose)
    const answer = await chat.send(question)
    const streams = recorder.exchanges.filter(({ method }) => method === 'GET')
    return {
      question,
      outcome: answer.outcome,
      text: textOf(answer),
      runs: server.runs(question),
      requests: streams.length,
      started: streams.filter(({ hasHeaders }) => hasHeaders).length,
      received: textIn(streams.at(-1)?.body),
      isWhole: streams.at(-1)?.isWhole ?? false,
    }
  }
  const answers = []
  for (const question of questions()) answers.push(await ask(question))
  return answers
}

type Answer = Awaited<ReturnType<typeof askAll>>[number]

function recordingEventSource({ fetch }: Recorder): typeof EventSource {
  return class extends EventSource {
    constructor(url: string | URL) {
      super(url, { fetch })
    }
  }
}

/** Returns the text in the complete events of a body. An incomplete event at the end does not count. */
function textIn(body: Buffer = Buffer.alloc(0)): string {
  const [, ...events] = body.toString().split('\n\n').reverse()
  return events.reverse().map(contentOf).join('')
}

function contentOf(event: string): string {
  const line = event.split('\n').find((text) => text.startsWith('data: '))
  // The test server sends only this shape.
  return (JSON.parse(line?.slice('data: '.length) ?? '') as { content: string }).content
}

/** Expects an answer to keep exactly the received text, and to be `complete` only if it is and its end is provable. */
function expectTrueOutcomes(answers: readonly Answer[], canKnowTheEnd: boolean): void {
  for (const { question, outcome, text, received, isWhole } of answers) {
    expect(text, question).toBe(received)
    expect(answerTo(question).startsWith(text), question).toBe(true)
    if (isWhole) expect(text, question).toBe(answerTo(question))
    const isKnownToBeWhole = isWhole && canKnowTheEnd
    const expected = isKnownToBeWhole ? 'complete' : text ? 'truncated' : 'failed'
    expect(outcome, question).toBe(expected)
  }
}

describe.each([
  { transport: 'get', canKnowTheEnd: true },
  { transport: 'session', canKnowTheEnd: true },
  { transport: 'eventsource', canKnowTheEnd: false },
] as const)(`NestJS behind cut connections (SEED=${SEED}): $transport`, (each) => {
  const { transport, canKnowTheEnd } = each

  test('the client runs the model once for each cut answer, and keeps the received text', async () => {
    const answers = await askAll(WITHIN_THE_BODY, { transport })
    expectTrueOutcomes(answers, canKnowTheEnd)
    expect(answers.filter(({ runs, requests }) => runs !== 1 || requests !== 1)).toEqual([])
    expect(answers.filter(({ isWhole }) => !isWhole).length).toBeGreaterThan(QUESTIONS / 4)
    expect(answers.filter(({ isWhole }) => isWhole).length).toBeGreaterThan(0)
  })

  test('the client never runs the model twice with default options, at any cut', async () => {
    const answers = await askAll(ANYWHERE, { transport, retry: { baseDelay: 1, maxDelay: 5 } })
    expectTrueOutcomes(answers, canKnowTheEnd)
    expect(answers.filter(({ runs, requests }) => runs > 1 || requests > 1)).toEqual([])
    expect(answers.some(({ outcome }) => outcome === 'failed')).toBe(true)
    expect(answers.some(({ outcome }) => outcome === 'truncated')).toBe(true)
  })
})
