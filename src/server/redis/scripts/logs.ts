import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/** Creates a log for a run, unless the run was entered and has one. In: id, lifetime of the log in ms. */
export const CREATE = new RedisScript(`${LIBRARY}
local id, lifetime = unpack(ARGV)
if redis.call('HSETNX', runKey(id), 'epoch', 1) == 1 then
  redis.call('HSET', runKey(id), 'seq', 0, 'ended', '0', 'keep', lifetime)
  redis.call('PEXPIRE', runKey(id), lifetime)
end
return 0
`)

/** Returns the position of a log's end. In: id. Out: nil if there is no log, or [seq, '1' if it ended]. */
export const HEAD = new RedisScript(`${LIBRARY}
local seq, ended = unpack(redis.call('HMGET', runKey(ARGV[1]), 'seq', 'ended'))
if not seq then return nil end
return { tonumber(seq), ended }
`)

/** Removes a run and its log. In: id. */
export const FORGET = new RedisScript(`${LIBRARY}
forget(ARGV[1])
return 0
`)
