import { expect, test } from 'vitest'
import { loadRedis } from './loadRedis.ts'
import { withoutSecrets } from './redisAddress.ts'
import { createRedisStore } from './redisStore.ts'
import { RedisStoreError } from './redisStoreError.ts'

test('a package that is not there is named, with what to do', () => {
  const load = () => loadRedis(missing)
  expect(load).toThrow(RedisStoreError)
  expect(load).toThrow('npm install redis')
})

test('the package is found where it is installed', () => {
  expect(loadRedis().createClient).toBeInstanceOf(Function)
})

test.each([
  ['redis://localhost', 'redis://localhost'],
  ['redis://localhost:6379/', 'redis://localhost:6379'],
  ['rediss://me:secret@[::1]:6380/2?x=secret', 'rediss://[::1]:6380/2'],
  ['secret', 'this address'],
])('of %s is told %s', (address, words) => {
  expect(withoutSecrets(address)).toBe(words)
})

test.each([
  { url: 'http://localhost' },
  { url: 'localhost:6379' },
  { url: 'redis://localhost', leaseTime: 1_000, renewInterval: 500 },
  { url: 'redis://localhost', leaseTime: NaN },
  { url: 'redis://localhost', leaseTime: 10, renewInterval: 0 },
])('wrong options are refused before anything is opened: %o', async (options) => {
  await expect(createRedisStore(options)).rejects.toBeInstanceOf(RangeError)
})

function missing(name: string): never {
  throw new Error(`Cannot find module '${name}'`)
}
