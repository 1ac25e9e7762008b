import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/** Runs every command that the other scripts use, on keys of its own, and removes them. Out: 0. */
export const PROBE = new RedisScript(`${LIBRARY}
local hash, stream, zset, set, text =
  prefix .. 'probe:h', prefix .. 'probe:x', prefix .. 'probe:z', prefix .. 'probe:s', prefix .. 'probe:t'
local all = { hash, stream, zset, set, text }
redis.call('TIME')
redis.call('DEL', unpack(all))
for _, command in ipairs({
  { 'SET', text, '1', 'PX', '60000' }, { 'GET', text }, { 'INCR', text }, { 'EXISTS', text },
  { 'HSETNX', hash, 'a', '1' }, { 'HSET', hash, 'a', '1', 'b', '2' }, { 'HGET', hash, 'a' },
  { 'HMGET', hash, 'a', 'b' }, { 'HINCRBY', hash, 'a', '1' },
  { 'XADD', stream, 'MAXLEN', '1', '1-0', 'a', '1' }, { 'XRANGE', stream, '-', '+', 'COUNT', '1' },
  { 'XREAD', 'COUNT', '1', 'STREAMS', stream, '0-0' },
  { 'ZADD', zset, '1', 'a' }, { 'ZSCORE', zset, 'a' }, { 'ZCARD', zset }, { 'ZRANGE', zset, '0', '-1' },
  { 'ZRANGEBYSCORE', zset, '-inf', '0', 'LIMIT', '0', '1' }, { 'ZREMRANGEBYSCORE', zset, '-inf', '0' },
  { 'ZREM', zset, 'a' },
  { 'SADD', set, 'a' }, { 'SMEMBERS', set }, { 'SCARD', set }, { 'SREM', set, 'a' },
}) do redis.call(unpack(command)) end
for _, key in ipairs(all) do
  redis.call('PEXPIRE', key, '60000')
  redis.call('PTTL', key)
end
redis.call('DEL', unpack(all))
return 0
`)
