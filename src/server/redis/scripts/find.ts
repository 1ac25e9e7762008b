import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/**
 * Finds a run. In: id. Out: nil, or [question, client, key or '', '1' if it is lost: it did not end, but
 * its lease lapsed].
 */
export const FIND = new RedisScript(`${LIBRARY}
local id = ARGV[1]
local question, client, key, ended =
  unpack(redis.call('HMGET', runKey(id), 'question', 'client', 'key', 'ended'))
if not question then return nil end
local lease = redis.call('ZSCORE', liveKey, id)
local isLost = ended ~= '1' and (not lease or tonumber(lease) <= now())
return { question, client, key, isLost and '1' or '0' }
`)

/** Finds a run by its key. In: key. Out: nil, or the id of the run. */
export const FIND_KEY = new RedisScript(`${LIBRARY}
return redis.call('GET', idOfKey(ARGV[1]))
`)

/** Returns whether a run with that id was ever entered. In: id. Out: 1 or 0. */
export const IS_KNOWN = new RedisScript(`${LIBRARY}
return redis.call('EXISTS', knownKey(ARGV[1]))
`)

/** Counts a reader, but never recreates a run that has expired. In: id. Out: the count, or 0. */
export const CONNECT = new RedisScript(`${LIBRARY}
if redis.call('EXISTS', runKey(ARGV[1])) == 0 then return 0 end
return redis.call('HINCRBY', runKey(ARGV[1]), 'connections', 1)
`)

/** Returns the ids of live runs. In: owner or '' for all, most ids. Out: the ids. */
export const LIVE = new RedisScript(`${LIBRARY}
local owner, most = unpack(ARGV)
local ids = redis.call('ZRANGE', liveKey, 0, -1)
local found = {}
for _, id in ipairs(ids) do
  if #found >= tonumber(most) then break end
  if owner == '' or redis.call('HGET', runKey(id), 'client') == owner then table.insert(found, id) end
end
return found
`)
