import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/**
 * Reads a bounded number of entries.
 *
 * In: id, number of the entry to read after, size in bytes (at least one entry is returned). Out: nil if
 * there is no log, or ['1' if it ended, [entry, …]], with entries as in a reply of XRANGE.
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
