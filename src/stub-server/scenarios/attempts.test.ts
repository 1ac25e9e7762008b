import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { Attempts } from './attempts.ts'

const MEGABYTE = 1024 * 1024

/** The bytes in use, after what nobody refers to is collected. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc')
  // The flag adds the function to new contexts alone.
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}

test('Attempts counts the attempts of each question', () => {
  const attempts = new Attempts()
  const met = ['a', 'b', 'a', 'a', 'a'].map((key) => attempts.meets(key, 2))
  expect(met).toEqual([true, true, true, false, true])
})

test('Attempts does not hold the questions that it counts', () => {
  const attempts = new Attempts()
  const before = bytesInUse()
  for (let count = 0; count < 100; count += 1) {
    attempts.meets(`500 ${count} ${'x'.repeat(MEGABYTE)}`, Infinity)
  }
  expect(bytesInUse() - before).toBeLessThan(10 * MEGABYTE)
  expect(attempts.meets(`500 7 ${'x'.repeat(MEGABYTE)}`, 1)).toBe(false)
})
