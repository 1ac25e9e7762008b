import { createClient } from 'redis'
import { createChatServer } from '../../src/server/index.ts'
import { redisStore } from '../../src/server/redis/index.ts'
import { RedisForTest } from '../../src/server/redis/redis.test-helper.ts'
import { toTable, times } from './table.ts'
import { startSlowProxy } from '../../src/server/redis/slowProxy.test-helper.ts'

/**
 * Measures how fast an answer streams through Redis if each reply of Redis takes longer, and prints the ratio to a
 * store that awaits each token: `npm run bench:redis -- [tokens]`.
 */
const ROUND_TRIPS = [0, 5, 20, 100]
const tokens = Number(process.argv[2] ?? 5_000)
/** Tokens of the reference: it is slow. */
const AWAITED = 50

/** Runs `work` with a store whose Redis is `roundTrip` milliseconds away. */
async function withStore<T>(
  port: number,
  roundTrip: number,
  work: (store: ReturnType<typeof redisStore>) => Promise<T>,
  batchTime?: number,
): Promise<T> {
  const proxy = await startSlowProxy(port, roundTrip)
  const client = createClient({ socket: { port: proxy.port } })
  client.on('error', () => {})
  await client.connect()
  const store = redisStore({
    client,
    prefix: crypto.randomUUID(),
    ...(batchTime !== undefined && { batchTime }),
  })
  try {
    return await work(store)
  } finally {
    await store.close()
    client.destroy()
    await proxy.close()
  }
}

/** Returns tokens per second of one answer, from its question to the end of its stream. */
function streamed(port: number, roundTrip: number): Promise<number> {
  return withStore(port, roundTrip, async (store) => {
    const chat = createChatServer({
      store,
      async *answer() {
        for (let index = 0; index < tokens; index += 1) yield `token ${index} `
      },
    })
    const start = performance.now()
    const { sessionId } = await chat.init({ message: 'Hello' })
    const text = await (await chat.stream(sessionId)).text()
    const seconds = (performance.now() - start) / 1_000
    const events = text.split('\nid: ').length - 1
    if (events !== tokens + 1) throw new Error(`The answer has ${events} events.`)
    await chat.close()
    return tokens / seconds
  })
}

/** Returns tokens per second of a driver that awaits each append, as before appends were batched. */
function awaited(port: number, roundTrip: number): Promise<number> {
  const append = async ({ log }: ReturnType<typeof redisStore>) => {
    await log.create('run')
    const start = performance.now()
    for (let seq = 1; seq <= AWAITED; seq += 1) {
      await log.append('run', seq, { data: `{"content":"token ${seq} "}` })
    }
    return AWAITED / ((performance.now() - start) / 1_000)
  }
  return withStore(port, roundTrip, append, 0)
}

/** Returns the time that Redis itself needs to write `size` tokens of an answer together, in microseconds. */
async function costOfBatch(url: string, size: number): Promise<number> {
  const client = createClient({ url })
  await client.connect()
  const { log, close } = redisStore({ client, prefix: crypto.randomUUID() })
  await log.create('run')
  await log.append('run', 1, { data: 'the script is loaded' })
  await client.configResetStat()
  const data = '{"content":"token "}'
  for (let batch = 0; batch < 100; batch += 1) {
    // Without a pause, all of them are one batch.
    const appended = Array.from({ length: size }, (_, index) =>
      log.append('run', 2 + batch * size + index, { data }),
    )
    await Promise.all(appended)
  }
  const statistics = await client.info('commandstats')
  await close()
  client.destroy()
  return Number(/cmdstat_evalsha:.*usec_per_call=([\d.]+)/.exec(statistics)?.[1])
}

const redis = await RedisForTest.start()
const rows: string[][] = []
for (const roundTrip of ROUND_TRIPS) {
  const before = await awaited(redis.port, roundTrip)
  const after = await streamed(redis.port, roundTrip)
  rows.push([`${roundTrip} ms`, perSecond(before), perSecond(after), times(after / before) ?? ''])
}
const costs = []
for (const size of [1, 10, 100]) costs.push([size, `${await costOfBatch(redis.url, size)} µs`])
await redis.stop()
const heads = ['reply takes longer by', 'each append awaited', 'redisStore', 'ratio']
console.log(toTable(heads, rows))
console.log(`\n${toTable(['tokens written together', 'time of Redis'], costs)}`)

function perSecond(tokensPerSecond: number): string {
  return `${Math.round(tokensPerSecond).toLocaleString('en')}/s`
}
