import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { textOf, type ChatMessage } from 'vue-chat-stream'
import { HAS_REDIS, RedisForTest } from '../../src/server/redis/redis.test-helper.ts'
import { isSoak } from '../support/soak.ts'
import { useChat } from './nest-module/askNest.ts'
import { answerTo, FOREVER, readLedger } from './nest-module/model.ts'
import {
  createLedgerFile,
  startNestProcess,
  type NestProcess,
  type OnEnd,
} from './nest-module/startNest.ts'
import { until } from './support/until.ts'

const originOf = (server: NestProcess | undefined) => `http://127.0.0.1:${server?.port}`

/** Posts a question, and returns the id of its run. */
async function init(
  server: NestProcess | undefined,
  message: string,
  key: string,
): Promise<string> {
  const response = await fetch(`${originOf(server)}/ai/chat/stream/init`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({ message }),
  })
  return ((await response.json()) as { sessionId: string }).sessionId
}

/** Starts processes over one Redis. The machine may need long to start them. */
async function start(count: number, resumes: boolean, onEnd: OnEnd) {
  const redis = await RedisForTest.start()
  onEnd(() => redis.stop())
  const ledger = createLedgerFile(onEnd)
  const startOne = () => startNestProcess(redis.url, ledger, resumes, onEnd)
  return { ledger, servers: await Promise.all(Array.from({ length: count }, startOne)) }
}

describe.skipIf(!HAS_REDIS || !isSoak)(
  'processes of NestJS over one Redis (only with SOAK=1)',
  () => {
    describe('with the option resume', () => {
      const cleanups: Parameters<OnEnd>[0][] = []
      let [first, second, third]: NestProcess[] = []
      let ledger = ''

      beforeAll(async () => {
        const started = await start(3, true, (clean) => cleanups.push(clean))
        ledger = started.ledger
        ;[first, second, third] = started.servers
      }, 60_000)
      afterAll(() => Promise.all(cleanups.map((clean) => clean())))

      test('run a question once that is posted to both at once', async () => {
        const key = crypto.randomUUID()
        const ids = await Promise.all(
          [first, second, first, second].map((server) => init(server, 'Twice?', key)),
        )
        expect(new Set(ids).size).toBe(1)
        expect(readLedger(ledger).runs('Twice?')).toBe(1)
      })

      test('give two readers the whole answer of one run, one of them from the other process', async () => {
        const sessionId = await init(first, 'Two readers?', crypto.randomUUID())
        const texts = await Promise.all(
          [first, second].map(async (server) => {
            const response = await fetch(`${originOf(server)}/ai/chat/stream/${sessionId}`)
            return contentsOf(await response.text())
          }),
        )
        expect(texts).toEqual([answerTo('Two readers?'), answerTo('Two readers?')])
        expect(readLedger(ledger).runs('Two readers?')).toBe(1)
      })

      test('continue an answer after a reload of the page, through the other process', async () => {
        const chat = useChat(originOf(first), { transport: 'session' })
        void chat.send('Reloaded?')
        await until(() => textOf(chat.messages.value[1] ?? { parts: [] }) !== '')
        const stored = JSON.stringify(chat.messages.value)
        chat.abandon()

        const messages = JSON.parse(stored) as ChatMessage[]
        const reloaded = useChat(originOf(second), { transport: 'session', messages })
        const answer = await reloaded.resume()
        expect(answer.outcome).toBe('complete')
        expect(textOf(answer)).toBe(answerTo('Reloaded?'))
        expect(readLedger(ledger).runs('Reloaded?')).toBe(1)
      })

      test('stop a run from the process that does not drive it', async () => {
        const chat = useChat(originOf(first), { transport: 'session' })
        const answering = chat.send(FOREVER)
        await until(() => textOf(chat.messages.value[1] ?? { parts: [] }) === answerTo(FOREVER))
        const sessionId = chat.messages.value[1]?.run?.sessionId
        const stopped = await fetch(`${originOf(second)}/ai/chat/stream/${sessionId}`, {
          method: 'DELETE',
        })
        expect(stopped.status).toBe(204)
        const answer = await answering
        expect(answer.outcome).toBe('stopped')
        expect(textOf(answer)).toBe(answerTo(FOREVER))
      })

      test('keep the answer of one that ends with SIGTERM', async () => {
        const sessionId = await init(third, 'Deployed?', crypto.randomUUID())
        await third?.end('SIGTERM')
        const response = await fetch(`${originOf(second)}/ai/chat/stream/${sessionId}`)
        expect(contentsOf(await response.text())).toBe(answerTo('Deployed?'))
        expect(readLedger(ledger).runs('Deployed?')).toBe(1)
      })
    })

    test('end an answer as failed with the code run_lost without the option resume, and keep its text', async () => {
      const { ledger, servers } = await start(2, false, onTestFinished)
      const [first, second] = servers
      const chat = useChat(originOf(first), { transport: 'session' })
      void chat.send(FOREVER)
      await until(() => textOf(chat.messages.value[1] ?? { parts: [] }) === answerTo(FOREVER))
      const stored = JSON.stringify(chat.messages.value)
      chat.abandon()
      await first?.end('SIGKILL')

      const messages = JSON.parse(stored) as ChatMessage[]
      const answer = await useChat(originOf(second), { transport: 'session', messages }).resume()
      expect(answer).toMatchObject({ outcome: 'failed', error: { code: 'run_lost' } })
      expect(textOf(answer)).toBe(answerTo(FOREVER))
      expect(readLedger(ledger).runs()).toBe(1)
    })
  },
)

/** Returns the text in the events of a stream. */
function contentsOf(stream: string): string {
  const data = stream.split('\n').filter((line) => line.startsWith('data: '))
  return data
    .map((line) => (JSON.parse(line.slice('data: '.length)) as { content?: string }).content ?? '')
    .join('')
}
