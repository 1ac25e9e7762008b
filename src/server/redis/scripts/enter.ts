import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/**
 * Stores a run, claims its key and counts it, unless another run has the key or a bound is reached.
 *
 * In: id, key or '', client, question, then keep time, lifetime, lease and time to remember the id in ms,
 * then the most live runs per client and the most runs held. A run that is entered again is still new: clients of
 * Redis may resend a command whose reply was lost.
 * Out: ['new'], ['known', id], ['client', count] or ['full'].
 */
export const ENTER = new RedisScript(`${LIBRARY}
local id, key, client, question, keep, lifetime, lease, remembrance, maxPerClient, maxHeld = unpack(ARGV)
local time = now()

if redis.call('EXISTS', runKey(id)) == 1 then return { 'new' } end
if key ~= '' then
  local known = redis.call('GET', idOfKey(key))
  if known and redis.call('EXISTS', runKey(known)) == 1 then return { 'known', known } end
end

-- Redis checks only the first write of a script for a full memory: it must refuse the run, not parts of its answer.
redis.call('SET', knownKey(id), '1', 'PX', '1')
local mine = clientKey(client)
for _, other in ipairs(redis.call('SMEMBERS', mine)) do
  if redis.call('EXISTS', runKey(other)) == 0 then removeFromLive(other, client) end
end
local count = redis.call('SCARD', mine)
if count >= tonumber(maxPerClient) then return { 'client', count } end

redis.call('ZREMRANGEBYSCORE', heldKey, '-inf', time)
while redis.call('ZCARD', heldKey) >= tonumber(maxHeld) do
  local oldest
  for _, other in ipairs(redis.call('ZRANGE', heldKey, 0, -1)) do
    if not redis.call('ZSCORE', liveKey, other) then
      oldest = other
      break
    end
  end
  if not oldest then return { 'full' } end
  forget(oldest)
end

redis.call('HSET', runKey(id), 'epoch', 1, 'seq', 0, 'ended', '0', 'keep', keep, 'key', key,
  'client', client, 'question', question, 'started', time)
redis.call('PEXPIRE', runKey(id), lifetime)
if key ~= '' then redis.call('SET', idOfKey(key), id, 'PX', lifetime) end
redis.call('SET', knownKey(id), '1', 'PX', remembrance)
redis.call('ZADD', heldKey, time + lifetime, id)
redis.call('ZADD', liveKey, time + lease, id)
redis.call('SADD', mine, id)
for _, shared in ipairs({ heldKey, liveKey, mine }) do
  redis.call('PEXPIRE', shared, remembrance)
end
countUp(runsKey)
return { 'new' }
`)

/**
 * Removes a run that was entered, but whose reply was lost, so that no model ever starts for it. Does nothing if
 * another process has taken the run over. In: id. Out: 0.
 */
export const UNDO_ENTER = new RedisScript(`${LIBRARY}
local epoch, seq = unpack(redis.call('HMGET', runKey(ARGV[1]), 'epoch', 'seq'))
if epoch == '1' and seq == '0' then forget(ARGV[1]) end
return 0
`)
