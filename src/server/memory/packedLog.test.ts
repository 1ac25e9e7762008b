import { describe, expect, test } from 'vitest'
import { BATCH_SIZE } from '../runs/batchOf.ts'
import { PackedLog } from './packedLog.ts'

/** Fills a log with entries of the given data. */
function logOf(count: number, dataOf: (seq: number) => string) {
  const log = new PackedLog()
  for (let seq = 1; seq <= count; seq += 1) log.push({ data: dataOf(seq) })
  return log
}

describe('PackedLog', () => {
  test.each([1, 127, 128, 129, 255, 256, 257, 1_000])(
    'returns every entry of %i, from any position on',
    (count) => {
      const dataOf = (seq: number) => `{"content":"${'é漢😀'.slice(0, seq % 5)}${seq}"}`
      const log = logOf(count, dataOf)
      log.push({ event: 'close', data: '{}' })
      expect([log.length, log.isEnded]).toEqual([count + 1, true])
      const expected = [
        ...Array.from({ length: count }, (_, index) => ({
          seq: index + 1,
          data: dataOf(index + 1),
        })),
        { seq: count + 1, event: 'close', data: '{}' },
      ]
      for (const after of [0, 1, 126, 127, 128, 129, count - 1, count, count + 1]) {
        expect(log.batchAfter(after)).toEqual(expected.slice(after))
      }
    },
  )

  test('bounds a batch, which has at least one entry', () => {
    const log = logOf(300, () => 'x'.repeat(BATCH_SIZE / 2))
    expect(log.batchAfter(0).map(({ seq }) => seq)).toEqual([1, 2])
    expect(log.batchAfter(127).map(({ seq }) => seq)).toEqual([128, 129])
    const long = logOf(130, () => 'x'.repeat(BATCH_SIZE * 2))
    expect(long.batchAfter(128).map(({ seq }) => seq)).toEqual([129])
  })

  test('keeps an entry without data, and gives data with a line end no second entry', () => {
    const log = logOf(200, (seq) => (seq === 3 ? '' : seq === 4 ? 'a\nb' : 'c'))
    expect(log.batchAfter(1).slice(0, 3)).toEqual([
      { seq: 2, data: 'c' },
      { seq: 3, data: '' },
      { seq: 4, data: 'ab' },
    ])
    expect(log.batchAfter(199)).toEqual([{ seq: 200, data: 'c' }])
  })
})
