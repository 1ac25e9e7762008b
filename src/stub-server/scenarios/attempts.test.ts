import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { Attempts } from './attempts.ts'

const MEGABYTE = 1024 * 1024

/** Returns the bytes in use after a garbage collection. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc')
  // The flag adds `gc` only to contexts created after it is set.
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}

test('isAmongFirst() counts the attempts of each question', () => {
  const attempts = new Attempts()
  const results = ['a', 'b', 'a', 'a', 'a'].map((key) => attempts.isAmongFirst(key, 2))
  expect(results).toEqual([true, true, true, false, true])
})

test('isAmongFirst() does not hold the text of the questions', () => {
  const attempts = new Attempts()
  const before = bytesInUse()
  for (let count = 0; count < 100; count += 1) {
    attempts.isAmongFirst(`500 ${count} ${'x'.repeat(MEGABYTE)}`, Infinity)
  }
  expect(bytesInUse() - before).toBeLessThan(10 * MEGABYTE)
  expect(attempts.isAmongFirst(`500 7 ${'x'.repeat(MEGABYTE)}`, 1)).toBe(false)
})
