import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/**
 * Renews leases, and looks for those that lapsed.
 *
 * In: lease in ms, how many lapsed ones at most, then id and epoch of each run. Out: [the ids that are
 * another's or are no more, the ids whose lease lapsed].
 */
export const BEAT = new RedisScript(`${LIBRARY}
local time, lost = now(), {}
for at = 3, #ARGV, 2 do
  local id, epoch = ARGV[at], ARGV[at + 1]
  local present, ended = unpack(redis.call('HMGET', runKey(id), 'epoch', 'ended'))
  if present == epoch and ended == '0' then redis.call('ZADD', liveKey, time + ARGV[1], id)
  else lost[#lost + 1] = id end
end
return { lost, redis.call('ZRANGEBYSCORE', liveKey, '-inf', time, 'LIMIT', 0, ARGV[2]) }
`)

/**
 * Gives a run to this process, and shuts out its driver until now.
 *
 * In: id, lease in ms, '1' to stop it, whoever drives it. Out: nil where it is not to be had, or
 * [epoch, question, client, key or '', age in ms, '1' where it was told to stop, how often its lease lapsed].
 */
export const TAKE = new RedisScript(`${LIBRARY}
local id, lease, stops = unpack(ARGV)
local time, run = now(), runKey(id)
local question, client, key, ended, started =
  unpack(redis.call('HMGET', run, 'question', 'client', 'key', 'ended', 'started'))
if not question or ended == '1' then
  noLonger(id, client)
  return nil
end
local until_ = redis.call('ZSCORE', liveKey, id)
if stops == '1' then redis.call('HSET', run, 'stopped', '1')
elseif until_ and tonumber(until_) > time then return nil
else
  redis.call('INCR', takeoversKey)
  -- RELEASE sets 0: that driver did not die.
  if until_ ~= '0' then redis.call('HINCRBY', run, 'lapses', 1) end
end
local epoch = redis.call('HINCRBY', run, 'epoch', 1)
redis.call('ZADD', liveKey, time + lease, id)
local stopped, lapses = unpack(redis.call('HMGET', run, 'stopped', 'lapses'))
return { epoch, question, client, key, time - started, stopped or '0', lapses or '0' }
`)

/** Lets leases lapse at once. In: id and epoch of each run. */
export const RELEASE = new RedisScript(`${LIBRARY}
for at = 1, #ARGV, 2 do
  local present, ended = unpack(redis.call('HMGET', runKey(ARGV[at]), 'epoch', 'ended'))
  if present == ARGV[at + 1] and ended == '0' then redis.call('ZADD', liveKey, 0, ARGV[at]) end
end
return 0
`)
