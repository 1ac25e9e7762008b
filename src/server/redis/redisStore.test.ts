import { afterAll, beforeAll, describe, test } from 'vitest'
import { runStoreContract, type CreateStore } from '../testing/index.ts'
import { clients, type OpenClient } from './clients.test-helper.ts'
import { HAS_REDIS, RedisForTest } from './redis.test-helper.ts'
import { redisStore } from './redisStore.ts'

describe.skipIf(!HAS_REDIS).for(Object.entries(clients))(
  'redisStore() with a client of %s',
  ([, connect]) => {
    let redis: RedisForTest | undefined
    let open: OpenClient | undefined
    beforeAll(async () => {
      redis = await RedisForTest.start()
      open = await connect(redis.port)
    })
    afterAll(async () => {
      open?.close()
      await redis?.stop()
    })
    const createStore: CreateStore = ({ space, ...lease }) => {
      if (!open) throw new Error('The test has no client.')
      return redisStore({ client: open.client, prefix: space, ...lease })
    }

    for (const { name, run } of runStoreContract()) test.concurrent(name, () => run(createStore))
  },
)
