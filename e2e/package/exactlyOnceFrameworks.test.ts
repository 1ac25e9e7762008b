// The client and the server of the built package, in frameworks, over connections that are cut at random positions.
import { createClient } from 'redis'
import { describe, expect, onTestFinished, test } from 'vitest'
import { textOf, useChatStream, type TransportName } from 'vue-chat-stream'
import { createChatServer, type RunEnd, type RunStore } from 'vue-chat-stream/server'
import { redisStore } from 'vue-chat-stream/server/redis'
import { HAS_REDIS, RedisForTest } from '../../src/server/redis/redis.test-helper.ts'
import { createPicker, createRandom } from '../bench/random.ts'
import { startKillingProxy } from '../killing-proxy/startKillingProxy.ts'
import { isSoak, repetitions } from '../support/soak.ts'
import { CHAT_PATH, chatHosts, expressHost, type ChatHost } from './support/chatHosts.ts'
import { inFlight } from './support/inFlight.ts'
import { mixedText } from './support/mixedText.ts'
import { SEED } from './support/seed.ts'
import { answerTo, talkativeModel } from './support/talkativeModel.ts'
import { eventually, until } from './support/until.ts'

const TRANSPORTS = ['session', 'post', 'get'] as const satisfies readonly TransportName[]
/** The server asks clients to wait a second before they reconnect, so a low limit would take minutes. */
const IN_FLIGHT = 60
const FOREVER = 'forever'

function createChat(store?: RunStore) {
  const runs = new Map<string, number>()
  const ends: RunEnd[] = []
  const chat = createChatServer({
    async *answer({ message }, { signal }) {
      runs.set(message, (runs.get(message) ?? 0) + 1)
      do yield* talkativeModel({ message, messages: [] }, signal)
      while (message === FOREVER)
    },
    onRunEnd: (_, end) => void ends.push(end),
    ...(store ? { store } : {}),
  })
  onTestFinished(() => chat.close())
  return { chat, runs, ends }
}

async function startCut(host: ChatHost, store?: RunStore) {
  const server = createChat(store)
  const { port, close } = await host.start(server.chat)
  onTestFinished(close)
  const proxy = await startKillingProxy({
    targets: [{ port }],
    seed: SEED,
    upward: { min: 1, max: 15_000 },
    downward: { min: 1, max: 30_000 },
  })
  onTestFinished(() => proxy.close())
  return {
    ...server,
    proxy,
    url: `${proxy.origin}${CHAT_PATH}`,
    directUrl: `http://127.0.0.1:${port}${CHAT_PATH}`,
  }
}

function useChat(url: string, transport: TransportName) {
  const chat = useChatStream({
    url,
    transport,
    idempotencyKey: true,
    updates: 'event',
    retry: { maxAttempts: 50, baseDelay: 1, maxDelay: 20 },
  })
  onTestFinished(chat.dispose)
  return chat
}

/** Asks many questions, and expects the exact text of exactly one run for each. */
async function expectExactlyOnce(host: ChatHost, count: number, store?: RunStore): Promise<void> {
  const { url, runs, ends, proxy } = await startCut(host, store)
  const picker = createPicker(createRandom(SEED))
  const questions = Array.from(
    { length: count },
    (_, index) => `${index}: ${mixedText(picker, picker.between(1, 400))}`,
  )
  const answers = await inFlight(IN_FLIGHT, [...questions.entries()], async ([index, question]) => {
    const transport = TRANSPORTS[index % TRANSPORTS.length] ?? 'session'
    const { outcome, error, ...answer } = await useChat(url, transport).send(question)
    return { question, transport, outcome, error, isExact: textOf(answer) === answerTo(question) }
  })
  expect(answers.filter(({ isExact, outcome }) => !isExact || outcome !== 'complete')).toEqual([])
  expect(Object.fromEntries(runs)).toEqual(Object.fromEntries(questions.map((each) => [each, 1])))
  await eventually(() => expect(ends).toHaveLength(count))
  expect(ends.every(({ reason }) => reason === 'done')).toBe(true)
  expect(proxy.counts().kills).toBeGreaterThan(count / 2)
}

describe.each(chatHosts)(`a chat server in $name behind cut connections (SEED=${SEED})`, (host) => {
  const count = host === expressHost ? repetitions(300, 20) : 40

  test.skipIf(host !== expressHost && !isSoak)(
    `answers ${count} questions exactly once (other hosts than Express only with SOAK=1)`,
    () => expectExactlyOnce(host, count),
    180_000,
  )

  test.skipIf(!HAS_REDIS || !isSoak)(
    'answers 40 questions exactly once over Redis (only with SOAK=1)',
    async () => {
      const redis = await RedisForTest.start()
      onTestFinished(() => redis.stop())
      const client = await createClient({ url: redis.url }).connect()
      onTestFinished(() => client.destroy())
      await expectExactlyOnce(host, 40, redisStore({ client }))
    },
  )

  test('runs a question once for two POSTs at once, and gives two readers the same answer', async () => {
    const { directUrl, url, runs, proxy } = await startCut(host)
    const message = 'Wer fragt zweimal? 🐉'
    const ask = () =>
      fetch(`${directUrl}/init`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': 'one-key',
        },
        body: JSON.stringify({ message }),
      })
    const [first, second] = await Promise.all(
      (await Promise.all([ask(), ask()])).map(
        (each) => each.json() as Promise<{ sessionId: string }>,
      ),
    )
    expect(second).toEqual(first)
    proxy.calm()
    const read = async () => (await fetch(`${url}/${first?.sessionId}`)).text()
    const [one, other] = await Promise.all([read(), read()])
    expect(other).toBe(one)
    expect(one).toContain(`"reason":"done","length":${answerTo(message).length}`)
    expect(runs.get(message)).toBe(1)
  })

  test('ends the run when the client stops it, and keeps the text', async () => {
    const { url, ends } = await startCut(host)
    const chat = useChat(url, 'session')
    const answering = chat.send(FOREVER)
    await until(() => textOf(chat.messages.value[1] ?? { parts: [] }).length > 100)
    chat.stop()
    const answer = await answering
    expect(answer.outcome).toBe('stopped')
    expect(textOf(answer).length).toBeGreaterThan(100)
    await eventually(() => expect(ends).toMatchObject([{ reason: 'stopped' }]))
  })
})
