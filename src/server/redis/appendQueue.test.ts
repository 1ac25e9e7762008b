import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SequenceError } from '../runs/runLog.ts'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'
import { AppendQueue, type Batch } from './appendQueue.ts'

const BATCH_TIME = 25
const entry = (data: string) => ({ data })
const last = { event: 'close', data: '{}' } as const

/** Writes take `roundTrip` ms of the fake clock. */
function queueForTest(roundTrip = 0) {
  const batches: { time: number; texts: string[]; seq: number }[] = []
  const onIdle = vi.fn()
  let failure: Error | undefined
  const start = performance.now()
  const write = async ({ seq, events }: Batch) => {
    const texts = events.map(({ data }) => data)
    batches.push({ time: performance.now() - start, texts, seq })
    await new Promise((resolve) => setTimeout(resolve, roundTrip))
    if (failure) throw failure
  }
  const queue = new AppendQueue(write, BATCH_TIME, onIdle)
  const fail = (error: Error | undefined) => (failure = error)
  return { queue, batches, onIdle, fail }
}

describe('AppendQueue', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('writes the first entry immediately, and the following ones together after batchTime', async () => {
    const { queue, batches } = queueForTest()
    for (let seq = 1; seq <= 10; seq += 1) {
      void queue.append(seq, entry(String(seq)), 1)
      await vi.advanceTimersByTimeAsync(5)
    }
    await vi.advanceTimersByTimeAsync(100)
    expect(batches).toEqual([
      { time: 0, seq: 1, texts: ['1'] },
      { time: 25, seq: 2, texts: ['2', '3', '4', '5'] },
      { time: 50, seq: 6, texts: ['6', '7', '8', '9', '10'] },
    ])
  })

  test('writes one batch at a time, however long it takes', async () => {
    const { queue, batches } = queueForTest(40)
    for (let seq = 1; seq <= 8; seq += 1) {
      void queue.append(seq, entry(String(seq)), 1)
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(100)
    expect(batches).toEqual([
      { time: 0, seq: 1, texts: ['1'] },
      { time: 40, seq: 2, texts: ['2', '3', '4'] },
      { time: 80, seq: 5, texts: ['5', '6', '7', '8'] },
    ])
  })

  test('writes the last entry without waiting for batchTime, and after all others', async () => {
    const { queue, batches } = queueForTest()
    void queue.append(1, entry('1'), 1)
    await vi.advanceTimersByTimeAsync(1)
    void queue.append(2, entry('2'), 1)
    const ended = queue.append(3, last, 1)
    await vi.advanceTimersByTimeAsync(0)
    await ended
    expect(batches.map(({ texts }) => texts)).toEqual([['1'], ['2', '{}']])
    expect(batches[1]?.time).toBe(1)
  })

  test('calls onIdle once batchTime has passed without an entry', async () => {
    const { queue, onIdle } = queueForTest()
    void queue.append(1, entry('1'), 1)
    await vi.advanceTimersByTimeAsync(20)
    expect(onIdle).not.toHaveBeenCalled()
    void queue.append(2, entry('2'), 1)
    await vi.advanceTimersByTimeAsync(25)
    expect(onIdle).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(25)
    expect(onIdle).toHaveBeenCalledOnce()
  })

  test('splits a batch at a gap, at another epoch, after a last entry and at its bounds', async () => {
    const { queue, batches } = queueForTest()
    void queue.append(1, entry('first'), 1)
    const long = 'x'.repeat(200_000)
    const entries = [
      [2, entry('a'), 1],
      [4, entry('gap'), 1],
      [5, entry('epoch'), 2],
      [6, last, 2],
      [7, entry('after the end'), 2],
      [8, entry(long), 2],
      [9, entry(long), 2],
    ] as const
    for (const [seq, event, epoch] of entries) void queue.append(seq, event, epoch)
    for (let seq = 10; seq < 1_510; seq += 1) void queue.append(seq, entry('x'), 2)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(batches.map(({ seq, texts }) => [seq, texts.length])).toEqual([
      [1, 1],
      [2, 1],
      [4, 1],
      [5, 2],
      [7, 2],
      [9, 1_000],
      [1_009, 501],
    ])
  })

  test('rejects only the batch that has a wrong number', async () => {
    const { queue, fail } = queueForTest()
    fail(new SequenceError(5, 1))
    const wrong = queue.append(5, entry('5'), 1)
    const right = queue.append(1, entry('1'), 1)
    const rejected = expect(wrong).rejects.toBeInstanceOf(SequenceError)
    await vi.advanceTimersByTimeAsync(0)
    await rejected
    fail(undefined)
    await vi.advanceTimersByTimeAsync(2 * BATCH_TIME)
    await expect(right).resolves.toBeUndefined()
  })

  test('rejects every pending entry when the store is unavailable', async () => {
    const { queue, batches, fail } = queueForTest(10)
    fail(new StoreUnavailable('down'))
    const appended = [1, 2, 3].map((seq) => queue.append(seq, entry(String(seq)), 1))
    const outcomes = Promise.allSettled(appended)
    await vi.advanceTimersByTimeAsync(10)
    expect((await outcomes).map(({ status }) => status)).toEqual(Array(3).fill('rejected'))
    expect(batches.length).toBe(1)
  })

  test('close() rejects the entries that are not sent yet', async () => {
    const { queue, batches } = queueForTest(10)
    const sent = queue.append(1, entry('1'), 1)
    const pending = queue.append(2, entry('2'), 1)
    queue.close(new StoreUnavailable('closed'))
    await expect(pending).rejects.toBeInstanceOf(StoreUnavailable)
    await vi.advanceTimersByTimeAsync(100)
    await expect(sent).resolves.toBeUndefined()
    expect(batches.length).toBe(1)
  })
})
