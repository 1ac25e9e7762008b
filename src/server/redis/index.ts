export {
  redisStore,
  type RedisStore,
  type RedisStoreOptions,
  type RedisStoreSettings,
} from './redisStore.ts'
export type { RedisClient } from './clients/adapterOf.ts'
export type { IoRedisClient } from './clients/ioredis.ts'
export type { NodeRedisClient } from './clients/nodeRedis.ts'
export { RedisStoreError } from './redisStoreError.ts'
