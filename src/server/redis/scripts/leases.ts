import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/**
 * Renews leases, and finds leases that lapsed.
 *
 * In: lease in ms, highest number of lapsed runs to return, then id and epoch of each run.
 * Out: [ids of runs that ended, expired or have another driver, ids of runs whose lease lapsed].
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
 * Gives a run to this process and shuts out its previous driver.
 *
 * In: id, lease in ms, '1' to stop the run, whichever process drives it, and the name of this try. Out: nil if the
 * run is not available, or [epoch, question, client, key or '', age in ms, '1' if it was stopped, how often its
 * lease lapsed]. A try that is resent gets the run again, because the reply to the first one was lost.
 */
export const TAKE = new RedisScript(`${LIBRARY}
local id, lease, stops, try = unpack(ARGV)
local time, run = now(), runKey(id)
local question, client, key, ended, started, taken =
  unpack(redis.call('HMGET', run, 'question', 'client', 'key', 'ended', 'started', 'taken'))
if not question or ended == '1' then
  removeFromLive(id, client)
  return nil
end
local leaseEnd = redis.call('ZSCORE', liveKey, id)
local function takenRun(epoch)
  local stopped, lapses = unpack(redis.call('HMGET', run, 'stopped', 'lapses'))
  return { tonumber(epoch), question, client, key, time - started, stopped or '0', lapses or '0' }
end
if taken == try then return takenRun(redis.call('HGET', run, 'epoch')) end
if stops == '1' then redis.call('HSET', run, 'stopped', '1')
elseif leaseEnd and tonumber(leaseEnd) > time then return nil
else
  countUp(takeoversKey)
  -- RELEASE sets the lease to 0; in that case, the driver did not die.
  if leaseEnd ~= '0' then redis.call('HINCRBY', run, 'lapses', 1) end
end
local epoch = redis.call('HINCRBY', run, 'epoch', 1)
redis.call('HSET', run, 'taken', try)
redis.call('ZADD', liveKey, time + lease, id)
return takenRun(epoch)
`)

/** Lets leases lapse immediately. In: id and epoch of each run. */
export const RELEASE = new RedisScript(`${LIBRARY}
for at = 1, #ARGV, 2 do
  local present, ended = unpack(redis.call('HMGET', runKey(ARGV[at]), 'epoch', 'ended'))
  if present == ARGV[at + 1] and ended == '0' then redis.call('ZADD', liveKey, 0, ARGV[at]) end
end
return 0
`)
