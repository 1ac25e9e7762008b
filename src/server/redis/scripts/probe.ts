import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/** Runs every command that the other scripts use, on separate keys, and removes them. Out: 0. */
export const PROBE = new RedisScript(`${LIBRARY}
local hash, stream, zset, set, text =
  prefix .. 'probe:h', prefix .. 'probe:x', prefix .. 'probe:z', prefix .. 'probe:s', prefix .. 'probe:t'
local all = { hash, stream, zset, set, text }
redis.call('TIME')
-- SET has to be the first write: Redis checks only the first one of a script for a full memory.
for _, command in ipairs({
  { 'SET', text, '1', 'PX', '60000' }, { 'GET', text }, { 'INCR', text }, { 'EXISTS', text },
  { 'HSETNX', hash, 'a', '1' }, { 'HSET', hash, 'a', '1', 'b', '2' }, { 'HGET', hash, 'a' },
  { 'HMGET', hash, 'a', 'b' }, { 'HINCRBY', hash, 'a', '1' },
  { 'XADD', stream, 'MAXLEN', '1', '*', 'a', '1' }, { 'XRANGE', stream, '-', '+', 'COUNT', '1' },
  { 'XREAD', 'COUNT', '1', 'STREAMS', stream, '0-0' },
  { 'ZADD', zset, '1', 'a' }, { 'ZSCORE', zset, 'a' }, { 'ZCARD', zset }, { 'ZRANGE', zset, '0', '-1' },
  { 'ZRANGEBYSCORE', zset, '-inf', '0', 'LIMIT', '0', '1' }, { 'ZREMRANGEBYSCORE', zset, '-inf', '0' },
  { 'ZREM', zset, 'a' },
  { 'SADD', set, 'a' }, { 'SMEMBERS', set }, { 'SCARD', set }, { 'SREM', set, 'a' },
}) do
  local reply = redis.pcall(unpack(command))
  if type(reply) == 'table' and reply.err then
    return redis.error_reply(reply.err .. ' (' .. command[1] .. ')')
  end
end
for _, key in ipairs(all) do
  redis.call('PEXPIRE', key, '60000')
  redis.call('PTTL', key)
end
redis.call('DEL', unpack(all))
return 0
`)
