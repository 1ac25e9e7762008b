/** Reports that a shared store is not available at startup. The person who starts the server reads it. */
export class RedisStoreError extends Error {
  override readonly name = 'RedisStoreError'
}
