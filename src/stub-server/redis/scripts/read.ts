import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/**
 * Reads entries, a few at a time and no more than are due.
 *
 * In: id, the entry after which, how many bytes (or one entry). Out: nil where there is no log, or
 * ['1' where it ended, [entry, …]], an entry as of XRANGE.
 */
export const READ = new RedisScript(`${LIBRARY}
local id, after, bytes = unpack(ARGV)
local epoch, ended = unpack(redis.call('HMGET', runKey(id), 'epoch', 'ended'))
if not epoch then return nil end
local entries, size, from = {}, 0, tonumber(after) + 1
local step = 32
while size < tonumber(bytes) do
  local part =
    redis.call('XRANGE', logKey(id), string.format('%.0f-0', from), '+', 'COUNT', step)
  for _, entry in ipairs(part) do
    if size >= tonumber(bytes) then break end
    entries[#entries + 1] = entry
    size = size + #entry[2][2]
  end
  if #part < step then break end
  from = from + step
end
return { ended or '0', entries }
`)
