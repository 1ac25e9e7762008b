import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/**
 * Appends an entry if it is the next and its driver the present one; with the last entry ends the run.
 *
 * In: id, seq, epoch, event or '', data, '1' where this is tried again after a connection was lost.
 * Out: 0 where it is written, otherwise the number that would be next.
 */
export const APPEND = new RedisScript(`${LIBRARY}
local id, seq, epoch, event, data, isRetry = unpack(ARGV)
local run, log = runKey(id), logKey(id)
local present, last, ended, key, client, keep =
  unpack(redis.call('HMGET', run, 'epoch', 'seq', 'ended', 'key', 'client', 'keep'))
if not present then return 1 end
last = tonumber(last)
seq = tonumber(seq)

-- Its answer may have been lost with the connection, not the entry itself.
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
noLonger(id, client)
redis.call('PEXPIRE', run, keep)
redis.call('PEXPIRE', log, keep)
if key and key ~= '' then redis.call('PEXPIRE', idOfKey(key), keep) end
redis.call('ZADD', heldKey, now() + keep, id)
return 0
`)
