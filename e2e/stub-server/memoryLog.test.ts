import { describe, expect, test } from 'vitest'
import { MemoryLog } from './memoryLog.ts'
import { SequenceError } from './runLog.ts'

const never = new AbortController().signal

async function logOf(...data: string[]): Promise<MemoryLog> {
  const log = new MemoryLog()
  await log.create('run')
  for (const [index, text] of data.entries()) await log.append('run', index + 1, { data: text })
  return log
}

describe('a log', () => {
  test.each([0, 1, 3, 4])('of two entries refuses number %i', async (seq) => {
    const log = await logOf('a', 'b')
    const appended = log.append('run', seq, { data: 'c' })
    if (seq === 3) await expect(appended).resolves.toBeUndefined()
    else await expect(appended).rejects.toBeInstanceOf(SequenceError)
  })

  test('refuses what comes after its end', async () => {
    const log = await logOf('a')
    await log.append('run', 2, { event: 'close', data: '{}' })
    await expect(log.append('run', 3, { data: 'c' })).rejects.toBeInstanceOf(SequenceError)
  })

  test('gives what is after an entry', async () => {
    const log = await logOf('a', 'b', 'c')
    expect(await log.read('run', 1, never)).toEqual([
      { seq: 2, data: 'b' },
      { seq: 3, data: 'c' },
    ])
  })

  test('gives long entries a few at a time, and at least one', async () => {
    const log = await logOf(...Array.from({ length: 10 }, () => 'x'.repeat(20_000)))
    expect((await log.read('run', 0, never)).map(({ seq }) => seq)).toEqual([1, 2])
    await log.append('run', 11, { data: 'x'.repeat(100_000) })
    expect((await log.read('run', 10, never)).map(({ seq }) => seq)).toEqual([11])
  })

  test('lets its readers wait for the next entry', async () => {
    const log = await logOf('a')
    const reads = [log.read('run', 1, never), log.read('run', 1, never)]
    await log.append('run', 2, { data: 'b' })
    expect(await Promise.all(reads)).toEqual([[{ seq: 2, data: 'b' }], [{ seq: 2, data: 'b' }]])
  })

  test('has nothing after its end, when it is removed, and for a reader that left', async () => {
    const log = await logOf('a')
    const leave = new AbortController()
    const left = log.read('run', 1, leave.signal)
    leave.abort()
    expect(await left).toEqual([])
    const waiting = log.read('run', 1, never)
    await log.remove('run')
    expect(await waiting).toEqual([])

    const ended = await logOf('a')
    await ended.append('run', 2, { event: 'close', data: '{}' })
    expect(await ended.read('run', 2, never)).toEqual([])
    expect(await ended.read('run', 99, never)).toEqual([])
  })
})
