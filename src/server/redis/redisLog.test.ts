import { createClient } from 'redis'
import { describe, expect, test } from 'vitest'
import type { RunLog } from '../runs/runLog.ts'
import { HAS_REDIS, redisOfFile } from './redis.test-helper.ts'

/** Reads a log to its end, like a stream. */
async function textFrom(log: RunLog, run: string): Promise<string> {
  let text = ''
  let last = 0
  for (;;) {
    const entries = await log.read(run, last, new AbortController().signal)
    for (const { seq, event, data } of entries) {
      expect(seq).toBe(last + 1)
      last = seq
      if (event) return text
      text += data
    }
    if (entries.length === 0) throw new Error(`${run} ended without its last entry.`)
  }
}

describe.skipIf(!HAS_REDIS)('RedisLog', () => {
  const { url, store } = redisOfFile()

  test('no entry is missed while readers of 20 runs disconnect and reconnect', async () => {
    const prefix = crypto.randomUUID()
    const [writer, reader] = [await store({ prefix }), await store({ prefix })]
    const runs = Array.from({ length: 20 }, (_, index) => `run ${index}`)
    const entries = 60
    const written = runs.map(async (run) => {
      await writer.log.create(run)
      for (let seq = 1; seq <= entries; seq += 1) await writer.log.append(run, seq, { data: 'x' })
      await writer.log.append(run, entries + 1, { event: 'close', data: '' })
    })
    await Promise.all(runs.map((run) => writer.log.create(run)))
    const reads = runs.flatMap((run) => [
      textFrom(reader.log, run),
      textFrom(reader.log, run),
      textFromAborting(reader.log, run),
    ])
    await Promise.all(written)
    const texts = await Promise.all(reads)
    expect(new Set(texts)).toEqual(new Set(['x'.repeat(entries)]))
  })

  test('100 readers share one connection', async () => {
    const client = createClient({ url: url() })
    await client.connect()
    const connections = async () => Number(/connected_clients:(\d+)/.exec(await client.info())?.[1])
    const { log } = await store()
    const before = await connections()
    await Promise.all(Array.from({ length: 10 }, (_, index) => log.create(`run ${index}`)))
    const reads = Array.from({ length: 100 }, (_, index) =>
      log.read(`run ${index % 10}`, 0, new AbortController().signal),
    )
    await expect.poll(async () => (await client.info()).includes('blocked_clients:1')).toBe(true)
    expect(await connections()).toBe(before + 1)
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => log.append(`run ${index}`, 1, { data: 'a' })),
    )
    for (const read of await Promise.all(reads)) expect(read).toEqual([{ seq: 1, data: 'a' }])
    client.destroy()
  })

  test('a reader of a further log receives its entries immediately', async () => {
    const { log } = await store()
    const runs = Array.from({ length: 60 }, (_, index) => `run ${index}`)
    await Promise.all(runs.map((run) => log.create(run)))
    const start = performance.now()
    for (const run of runs) {
      const read = log.read(run, 0, new AbortController().signal)
      await log.append(run, 1, { data: 'a' })
      expect(await read).toEqual([{ seq: 1, data: 'a' }])
    }
    // Without interrupting the blocking read for the new log, each read would take a second.
    expect(performance.now() - start).toBeLessThan(30_000)
  })

  test('the keys of a log expire', async () => {
    const prefix = `{${crypto.randomUUID()}}`
    const { log } = await store({ prefix })
    await log.create('run')
    await log.append('run', 1, { data: 'a' })
    const client = createClient({ url: url() })
    await client.connect()
    const keys = await client.keys(`${prefix}*`)
    expect(keys.length).toBe(2)
    for (const key of keys) expect(await client.pTTL(key)).toBeGreaterThan(0)
    client.destroy()
  })
})

/** Reads like `textFrom`, but aborts every wait after 2 ms and starts it again. */
async function textFromAborting(log: RunLog, run: string): Promise<string> {
  let text = ''
  let last = 0
  for (;;) {
    const leave = new AbortController()
    const timer = setTimeout(() => leave.abort(), 2)
    const entries = await log.read(run, last, leave.signal)
    clearTimeout(timer)
    for (const { seq, event, data } of entries) {
      expect(seq).toBe(last + 1)
      last = seq
      if (event) return text
      text += data
    }
  }
}
