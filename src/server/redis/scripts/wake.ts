import { RedisScript } from '../script.ts'
import { LIBRARY } from './library.ts'

/**
 * Ends a blocking read of this process, which also reads this stream. Out: 0.
 *
 * In: name of the process, number of this call.
 */
export const WAKE = new RedisScript(`${LIBRARY}
local wake = wakeKey(ARGV[1])
redis.call('XADD', wake, 'MAXLEN', '1', ARGV[2] .. '-0', 'wake', '1')
redis.call('PEXPIRE', wake, '60000')
return 0
`)
