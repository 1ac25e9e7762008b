import { createRequire } from 'node:module'
import type * as Redis from 'redis'
import { RedisStoreError } from './redisStoreError.ts'

/**
 * Loads the package `redis`, which only those need who keep runs there.
 *
 * @throws RedisStoreError saying what to install, where it is not
 */
export function loadRedis(load: (name: string) => unknown = requireHere): typeof Redis {
  try {
    // The package's own types say what it exports.
    return load('redis') as typeof Redis
  } catch (cause) {
    throw new RedisStoreError(
      'Runs can be kept in Redis only with the package "redis", which could not be loaded. ' +
        'Install it: npm install redis',
      { cause },
    )
  }
}

/** Not `import()`: whatever bundles this module would want to have the package, wanted or not. */
function requireHere(name: string): unknown {
  return createRequire(import.meta.url)(name)
}
