import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/** Makes a log for a run, unless it was entered and has one. In: id, how long it may be there in ms. */
export const CREATE = new RedisScript(`${LIBRARY}
local id, lifetime = unpack(ARGV)
if redis.call('HSETNX', runKey(id), 'epoch', 1) == 1 then
  redis.call('HSET', runKey(id), 'seq', 0, 'ended', '0', 'keep', lifetime)
  redis.call('PEXPIRE', runKey(id), lifetime)
end
return 0
`)

/** In: id. Out: nil where there is no log, or [seq, '1' where it ended]. */
export const HEAD = new RedisScript(`${LIBRARY}
local seq, ended = unpack(redis.call('HMGET', runKey(ARGV[1]), 'seq', 'ended'))
if not seq then return nil end
return { tonumber(seq), ended }
`)

/** Forgets a run and its log. In: id. */
export const FORGET = new RedisScript(`${LIBRARY}
forget(ARGV[1])
return 0
`)
