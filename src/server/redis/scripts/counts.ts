import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

export const COUNT_MODEL = new RedisScript(`${LIBRARY}
return countUp(runsKey)
`)

/** Returns the counts of all processes. Out: [runs, takeovers, live runs, runs held]. */
export const COUNTS = new RedisScript(`${LIBRARY}
redis.call('ZREMRANGEBYSCORE', heldKey, '-inf', now())
return {
  tonumber(redis.call('GET', runsKey) or 0),
  tonumber(redis.call('GET', takeoversKey) or 0),
  redis.call('ZCARD', liveKey),
  redis.call('ZCARD', heldKey),
}
`)
