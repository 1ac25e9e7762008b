import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/**
 * Appends an entry if its number is the next one and its driver the current one. The last entry also
 * ends the run.
 *
 * In: id, seq, epoch, event or '', data, '1' if this is a retry after a lost connection.
 * Out: 0 if the entry is written, otherwise the number that would be next.
 */
export const APPEND = new RedisScript(`${LIBRARY}
local id, seq, epoch, event, data, isRetry = unpack(ARGV)
local run, log = runKey(id), logKey(id)
local present, last, ended, key, client, keep =
  unpack(redis.call('HMGET', run, 'epoch', 'seq', 'ended', 'key', 'client', 'keep'))
if not present then return 1 end
last = tonumber(last)
seq = tonumber(seq)

-- The first try may have written the entry, and only its reply was lost.
if isRetry == '1' and present == epoch and last == seq then
  local fields = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1][2]
  if fields[2] == data and (fields[4] or '') == event then return 0 end
end
if present ~= epoch or ended == '1' or seq ~= last + 1 then return last + 1 end

if event == '' then redis.call('XADD', log, string.format('%.0f-0', seq), 'data', data)
else redis.call('XADD', log, string.format('%.0f-0', seq), 'data', data, 'event', event) end
redis.call('HSET', run, 'seq', string.format('%.0f', seq))
if event == '' then
  if seq == 1 then redis.call('PEXPIRE', log, redis.call('PTTL', run)) end
  return 0
end

redis.call('HSET', run, 'ended', '1')
removeFromLive(id, client)
redis.call('PEXPIRE', run, keep)
redis.call('PEXPIRE', log, keep)
if key and key ~= '' then redis.call('PEXPIRE', idOfKey(key), keep) end
redis.call('ZADD', heldKey, now() + keep, id)
return 0
`)
