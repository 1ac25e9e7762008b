import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/**
 * Appends entries if the number of the first is the next one and their driver the current one: all of them, or none.
 * The last entry of a run also ends the run.
 *
 * In: id, epoch, number of the first entry, name of the batch, then event or '' and data of each entry.
 * Out: 0 if the entries are written, otherwise the number that would be next.
 */
export const APPEND = new RedisScript(`${LIBRARY}
local id, epoch, first, batch = unpack(ARGV, 1, 4)
local run, log = runKey(id), logKey(id)
local present, last, ended, key, client, keep, written =
  unpack(redis.call('HMGET', run, 'epoch', 'seq', 'ended', 'key', 'client', 'keep', 'batch'))
if not present then return 1 end
-- An earlier try wrote the entries, and only its reply was lost. Clients of Redis may resend on their own.
if written == batch then return 0 end
local seq = tonumber(last)
if present ~= epoch or ended == '1' or tonumber(first) ~= seq + 1 then return seq + 1 end

local isEnd = false
for at = 5, #ARGV, 2 do
  local event, data = ARGV[at], ARGV[at + 1]
  seq = seq + 1
  if event == '' then redis.call('XADD', log, string.format('%.0f-0', seq), 'data', data)
  else
    redis.call('XADD', log, string.format('%.0f-0', seq), 'data', data, 'event', event)
    isEnd = true
  end
end
redis.call('HSET', run, 'seq', string.format('%.0f', seq), 'batch', batch)
if not isEnd then
  if first == '1' then redis.call('PEXPIRE', log, redis.call('PTTL', run)) end
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
