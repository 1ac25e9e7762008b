/** A shared store that cannot be had at the start, in words for the person who starts the server. */
export class RedisStoreError extends Error {
  override readonly name = 'RedisStoreError'
}
