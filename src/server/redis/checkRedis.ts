import { StoreUnavailable } from '../runs/storeUnavailable.ts'
import type { RedisConnection } from './connection.ts'
import { messageOf } from './errorReply.ts'
import { RedisStoreError } from './redisStoreError.ts'
import { PROBE } from './scripts/probe.ts'

/** The first version with streams, and with scripts that write after they read the time. */
const OLDEST_VERSION = 5

/** What to do about a reply or an error of the connection. The first one that matches is used. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/NOAUTH|Authentication required/, 'It needs a password: redis://:PASSWORD@host:6379.'],
  [/WRONGPASS|invalid password|invalid username/, 'Check the user name and the password.'],
  [
    /NOPERM|permission|can't (?:run|access)/,
    'Its access control list forbids this. The store needs ~PREFIX* +@read +@write +@scripting +time.',
  ],
  [/OOM/, 'Its memory is full. Raise its maxmemory, or use another Redis.'],
  [/MISCONF/, 'It cannot save its data. Its log says why.'],
  [/READONLY/, 'It is a replica, which cannot be written to. Use the address of the primary.'],
  [/MOVED|CLUSTERDOWN|CROSSSLOT/, 'It belongs to a cluster. Pass a client of the whole cluster.'],
  [/LOADING|BUSY/, 'It is busy. Try again in a moment.'],
  [/DB index/, 'Use another number of a database at the end of the URL.'],
  [/[Uu]nknown (?:Redis )?command/, `Use Redis ${OLDEST_VERSION} or later.`],
  [/ENOTFOUND|EAI_AGAIN/, 'Check the name of the host.'],
  [/ECONNREFUSED|ETIMEDOUT|[Tt]imeout/, 'Start Redis, or use another URL.'],
  [/SSL|TLS|EPROTO|certificate/i, 'Check the certificate and the settings of TLS.'],
  [
    /[Ss]ocket closed|RESP/,
    'Check that Redis listens there; with TLS, its URL begins with rediss://.',
  ],
]

/**
 * Checks that the store can work.
 *
 * @throws RedisStoreError whose message says in one line why it cannot, and what to do
 */
export async function checkRedis(connection: RedisConnection, prefix: string): Promise<void> {
  try {
    checkInfo(await readInfo(connection, prefix))
    await PROBE.run(connection, prefix)
  } catch (error) {
    if (error instanceof RedisStoreError) throw error
    throw new RedisStoreError(`Redis cannot store answers: ${explain(error)}`, { cause: error })
  }
}

/** Returns the message of an error in one line, and what to do about it. */
export function explain(error: unknown): string {
  const message = messageOf(rootOf(error)).replaceAll(/\s+/g, ' ').trim()
  const [, advice] = ADVICE.find(([pattern]) => pattern.test(message)) ?? []
  const sentence = message.endsWith('.') ? message : `${message}.`
  return advice === undefined ? sentence : `${sentence} ${advice}`
}

/** Returns the error of the connection behind the store's own one. */
function rootOf(error: unknown): unknown {
  if (!(error instanceof Error) || error.cause === undefined) return error
  return error instanceof StoreUnavailable || /connection to Redis is lost/.test(error.message)
    ? rootOf(error.cause)
    : error
}

/** Reads what Redis says about itself; nothing if it may not be asked. */
async function readInfo(connection: RedisConnection, prefix: string): Promise<string> {
  try {
    return String(await connection.send(['INFO'], prefix))
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    // The user may lack the permission. The probe shows what matters.
    return ''
  }
}

function checkInfo(info: string): void {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1]
  const version = field('redis_version')
  if (version !== undefined && Number.parseInt(version, 10) < OLDEST_VERSION) {
    throw new RedisStoreError(
      `Redis cannot store answers: its version is ${version}. Use Redis ${OLDEST_VERSION} or later.`,
    )
  }
  const policy = field('maxmemory_policy')
  if (policy !== undefined && policy !== 'noeviction' && Number(field('maxmemory')) > 0) {
    console.warn(
      `Redis removes keys when its memory is full (maxmemory-policy ${policy}), so it may remove parts of answers. ` +
        'Set maxmemory-policy to noeviction.',
    )
  }
}
