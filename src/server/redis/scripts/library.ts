/** How long the counters and the shared sets stay after their last change, in milliseconds. */
export const REMEMBRANCE = 24 * 60 * 60_000

/**
 * The beginning of every script: functions for key names and for the time. The only key that a script declares is the
 * prefix of all others: it contains a hash tag, so that all are in one slot of a cluster.
 */
export const LIBRARY = `
local prefix = KEYS[1]
local function runKey(id) return prefix .. 'run:' .. id end
local function logKey(id) return prefix .. 'log:' .. id end
local function idOfKey(key) return prefix .. 'key:' .. key end
local function clientKey(client) return prefix .. 'client:' .. client end
local function knownKey(id) return prefix .. 'known:' .. id end
local function wakeKey(process) return prefix .. 'wake:' .. process end
local liveKey, heldKey = prefix .. 'live', prefix .. 'held'
local runsKey, takeoversKey = prefix .. 'runs', prefix .. 'takeovers'

-- Counters expire, too: a server that is used again a day later counts from 0.
local function countUp(counter)
  local number = redis.call('INCR', counter)
  redis.call('PEXPIRE', counter, '${REMEMBRANCE}')
  return number
end

-- The clock of Redis, because those of the processes may differ. In milliseconds with a fraction, so
-- that runs that end within the same millisecond keep their order.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + time[2] / 1000
end

local function removeFromLive(id, client)
  redis.call('ZREM', liveKey, id)
  if client then redis.call('SREM', clientKey(client), id) end
end

local function forget(id)
  local key, client = unpack(redis.call('HMGET', runKey(id), 'key', 'client'))
  removeFromLive(id, client)
  redis.call('ZREM', heldKey, id)
  redis.call('DEL', runKey(id), logKey(id))
  if key and key ~= '' then redis.call('DEL', idOfKey(key)) end
end
`
