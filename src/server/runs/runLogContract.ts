import { expect, test } from 'vitest'
import { SequenceError, type RunLog } from './runLog.ts'

const never = new AbortController().signal

/** Tests that every `RunLog` must pass, whatever its storage. Call it within a `describe`. */
export function testRunLog(createLog: () => RunLog | Promise<RunLog>): void {
  async function logOf(...data: string[]): Promise<RunLog> {
    const log = await createLog()
    await log.create('run')
    for (const [index, text] of data.entries()) await log.append('run', index + 1, { data: text })
    return log
  }

  test.each([0, 1, 2, 3, 4, 5])(
    'append() to two entries accepts only number 3 (%i)',
    async (seq) => {
      const log = await logOf('a', 'b')
      const appended = log.append('run', seq, { data: 'b' })
      if (seq === 3) await expect(appended).resolves.toBeUndefined()
      else await expect(appended).rejects.toBeInstanceOf(SequenceError)
      expect(await log.head('run')).toEqual({ seq: seq === 3 ? 3 : 2, isEnded: false })
    },
  )

  test('append() rejects an entry after the end', async () => {
    const log = await logOf('a')
    await log.append('run', 2, { event: 'close', data: '{}' })
    await expect(log.append('run', 3, { data: 'c' })).rejects.toBeInstanceOf(SequenceError)
    expect(await log.head('run')).toEqual({ seq: 2, isEnded: true })
  })

  test('a log that was never created rejects entries and returns none', async () => {
    const log = await createLog()
    await expect(log.append('run', 1, { data: 'a' })).rejects.toBeInstanceOf(SequenceError)
    expect(await log.head('run')).toBeUndefined()
    expect(await log.read('run', 0, never)).toEqual([])
  })

  test('append() accepts only one of two entries with the next number', async () => {
    const log = await logOf('a')
    const outcomes = await Promise.allSettled(
      ['b', 'c'].map((data) => log.append('run', 2, { data })),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('append() keeps the order of entries that the writer does not await', async () => {
    const log = await logOf()
    await Promise.all([1, 2, 3].map((seq) => log.append('run', seq, { data: String(seq) })))
    expect((await log.read('run', 0, never)).map(({ data }) => data)).toEqual(['1', '2', '3'])
  })

  test('read() returns the entries after a number unchanged', async () => {
    const log = await logOf('a', '{"content":"é😀\\n汉"}')
    await log.append('run', 3, { event: 'error', data: 'Internal server error' })
    expect(await log.read('run', 1, never)).toEqual([
      { seq: 2, data: '{"content":"é😀\\n汉"}' },
      { seq: 3, event: 'error', data: 'Internal server error' },
    ])
  })

  test('read() returns a few long entries at a time, and at least one', async () => {
    const log = await logOf(...Array.from({ length: 10 }, () => 'x'.repeat(20_000)))
    expect((await log.read('run', 0, never)).map(({ seq }) => seq)).toEqual([1, 2])
    await log.append('run', 11, { data: 'x'.repeat(100_000) })
    expect((await log.read('run', 10, never)).map(({ seq }) => seq)).toEqual([11])
  })

  test('read() returns many short entries without a gap', async () => {
    const log = await logOf(...Array.from({ length: 300 }, (_, index) => `entry ${index}`))
    const seqs: number[] = []
    while (seqs.length < 300) {
      const batch = await log.read('run', seqs.length, never)
      seqs.push(...batch.map(({ seq }) => seq))
    }
    expect(seqs).toEqual(Array.from({ length: 300 }, (_, index) => index + 1))
  })

  test('read() waits for the first entry and for the next one', async () => {
    const log = await logOf()
    const first = [log.read('run', 0, never), log.read('run', 0, never)]
    await log.append('run', 1, { data: 'a' })
    expect(await Promise.all(first)).toEqual([[{ seq: 1, data: 'a' }], [{ seq: 1, data: 'a' }]])
    const next = [log.read('run', 1, never), log.read('run', 1, never)]
    await log.append('run', 2, { data: 'b' })
    expect(await Promise.all(next)).toEqual([[{ seq: 2, data: 'b' }], [{ seq: 2, data: 'b' }]])
  })

  test('read() serves readers at different positions', async () => {
    const log = await logOf('a', 'b')
    const ahead = log.read('run', 5, never)
    const atEnd = log.read('run', 2, never)
    expect((await log.read('run', 0, never)).map(({ seq }) => seq)).toEqual([1, 2])
    for (const seq of [3, 4, 5, 6]) await log.append('run', seq, { data: String(seq) })
    expect((await atEnd)[0]).toEqual({ seq: 3, data: '3' })
    expect(await ahead).toEqual([{ seq: 6, data: '6' }])
  })

  test('read() returns nothing after the end, after remove() and after an abort', async () => {
    const log = await logOf('a')
    const leave = new AbortController()
    const left = log.read('run', 1, leave.signal)
    leave.abort()
    expect(await left).toEqual([])
    expect(await log.read('run', 0, AbortSignal.abort())).toEqual([])
    const waiting = log.read('run', 1, never)
    await log.remove('run')
    expect(await waiting).toEqual([])

    const ended = await logOf('a')
    const aheadOfEnd = ended.read('run', 99, never)
    await ended.append('run', 2, { event: 'close', data: '{}' })
    expect(await ended.read('run', 2, never)).toEqual([])
    expect(await ended.read('run', 99, never)).toEqual([])
    expect(await aheadOfEnd).toEqual([])
  })
}
