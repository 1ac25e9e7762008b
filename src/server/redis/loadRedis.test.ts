import { expect, test } from 'vitest'
import { loadRedis } from './loadRedis.ts'
import { withoutSecrets } from './redisUrl.ts'
import { createRedisStore } from './createRedisStore.ts'
import { RedisStoreError } from './redisStoreError.ts'

test('loadRedis() explains how to install the package if it is missing', () => {
  const load = () => loadRedis(missing)
  expect(load).toThrow(RedisStoreError)
  expect(load).toThrow('npm install redis')
})

test('loadRedis() loads the installed package', () => {
  expect(loadRedis().createClient).toBeInstanceOf(Function)
})

test.each([
  ['redis://localhost', 'redis://localhost'],
  ['redis://localhost:6379/', 'redis://localhost:6379'],
  ['rediss://me:secret@[::1]:6380/2?x=secret', 'rediss://[::1]:6380/2'],
  ['secret', 'this URL'],
])('withoutSecrets(%s) returns %s', (url, expected) => {
  expect(withoutSecrets(url)).toBe(expected)
})

test.each([
  { url: 'http://localhost' },
  { url: 'localhost:6379' },
  { url: 'redis://localhost', leaseTime: 1_000, renewInterval: 500 },
  { url: 'redis://localhost', leaseTime: NaN },
  { url: 'redis://localhost', leaseTime: 10, renewInterval: 0 },
])('createRedisStore() rejects wrong options before it connects: %o', async (options) => {
  await expect(createRedisStore(options)).rejects.toBeInstanceOf(RangeError)
})

function missing(name: string): never {
  throw new Error(`Cannot find module '${name}'`)
}
