import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/** In: id. Out: nil, or [question, client, key or '', '1' where nobody drives it though it did not end]. */
export const FIND = new RedisScript(`${LIBRARY}
local id = ARGV[1]
local question, client, key, ended =
  unpack(redis.call('HMGET', runKey(id), 'question', 'client', 'key', 'ended'))
if not question then return nil end
local lease = redis.call('ZSCORE', liveKey, id)
local isLost = ended ~= '1' and (not lease or tonumber(lease) <= now())
return { question, client, key, isLost and '1' or '0' }
`)

/** In: key. Out: nil, or the id of its run. */
export const FIND_KEY = new RedisScript(`${LIBRARY}
return redis.call('GET', idOfKey(ARGV[1]))
`)

/** In: id. Out: 1 where a run of that name was entered once. */
export const IS_KNOWN = new RedisScript(`${LIBRARY}
return redis.call('EXISTS', knownKey(ARGV[1]))
`)

/** Counts a reader; a run that expired meanwhile must not come back as a count. In: id. Out: the count. */
export const CONNECT = new RedisScript(`${LIBRARY}
if redis.call('EXISTS', runKey(ARGV[1])) == 0 then return 0 end
return redis.call('HINCRBY', runKey(ARGV[1]), 'connections', 1)
`)
