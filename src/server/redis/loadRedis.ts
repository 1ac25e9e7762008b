import { createRequire } from 'node:module'
import type * as Redis from 'redis'
import { RedisStoreError } from './redisStoreError.ts'

/**
 * Loads the package `redis`, an optional dependency for stores in Redis.
 *
 * @throws RedisStoreError if it is not installed; the message says how to install it
 */
export function loadRedis(load: (name: string) => unknown = requireHere): typeof Redis {
  try {
    // The types of the package describe its exports.
    return load('redis') as typeof Redis
  } catch (cause) {
    throw new RedisStoreError(
      'The option redis requires the package "redis", which could not be loaded. ' +
        'Install it: npm install redis',
      { cause },
    )
  }
}

/** Uses `require`, because a bundler would resolve an `import()` of the package even if it is not used. */
function requireHere(name: string): unknown {
  return createRequire(import.meta.url)(name)
}
