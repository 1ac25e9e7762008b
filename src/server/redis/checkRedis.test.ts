import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { clients } from './clients.test-helper.ts'
import { createRedisStore } from './createRedisStore.ts'
import { HAS_REDIS, RedisForTest } from './redis.test-helper.ts'
import { redisStore } from './redisStore.ts'
import { RedisStoreError } from './redisStoreError.ts'

async function redisForTest(...options: string[]): Promise<RedisForTest> {
  const redis = await RedisForTest.start(...options)
  onTestFinished(() => redis.stop())
  return redis
}

/** Returns the message of the error with which a store at a URL fails to start. */
async function failureOf(url: string): Promise<string> {
  const store = createRedisStore({ url })
  const error = await store.then(
    async (created) => {
      await created.close()
      return 'The store started.'
    },
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(RedisStoreError)
  const { message } = error as RedisStoreError
  expect(message).not.toMatch(/\n|secret/)
  return message
}

/** Starts a server that answers each piece of data with the same text. */
async function serverThatSays(reply: (request: string) => string): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.on('data', (data) => socket.write(reply(String(data))))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  // For a server that listens on a port, `address()` returns an AddressInfo.
  return (server.address() as AddressInfo).port
}

/** A Redis whose user `app` may do only what the rules permit. */
function redisWithUser(...rules: string[]): Promise<RedisForTest> {
  return redisForTest(
    ...['--user', 'default', 'off'],
    ...['--user', 'app', 'on', '>secret', ...rules],
  )
}

describe.skipIf(!HAS_REDIS)('createRedisStore() reports in one line', () => {
  test('a missing and a wrong password', async () => {
    const { url, port } = await redisForTest('--requirepass', 'right')
    expect(await failureOf(url)).toBe(
      `redis://127.0.0.1:${port}: Redis cannot store answers: NOAUTH Authentication required. ` +
        'It needs a password: redis://:PASSWORD@host:6379.',
    )
    expect(await failureOf(`redis://:secret@127.0.0.1:${port}`)).toBe(
      `Cannot connect to Redis at redis://127.0.0.1:${port}: WRONGPASS invalid username-password ` +
        'pair or user is disabled. Check the user name and the password.',
    )
    const store = await createRedisStore({ url: `redis://:right@127.0.0.1:${port}` })
    await store.close()
  })

  test('a command that its access control list forbids', async () => {
    const rules = ['~{vue-chat-stream:}*', '+@read', '+@write', '+@scripting', '+time', '-xadd']
    const { port } = await redisWithUser(...rules)
    const message = await failureOf(`redis://app:secret@127.0.0.1:${port}`)
    expect(message).toContain('(XADD)')
    expect(message).toContain('The store needs ~PREFIX* +@read +@write +@scripting +time.')
  })

  test('keys that its access control list forbids', async () => {
    const { port } = await redisWithUser('~other:*', '+@all')
    const message = await failureOf(`redis://app:secret@127.0.0.1:${port}`)
    expect(message).toContain('The store needs ~PREFIX* +@read +@write +@scripting +time.')
  })

  test('a memory that is full', async () => {
    const { url } = await redisForTest('--maxmemory', '1')
    expect(await failureOf(url)).toContain('Its memory is full. Raise its maxmemory')
  })

  test('a replica', async () => {
    const { port } = await redisForTest()
    const { url } = await redisForTest('--replicaof', '127.0.0.1', String(port))
    expect(await failureOf(url)).toContain('Use the address of the primary.')
  })

  test('a node of a cluster', async () => {
    const { url } = await redisForTest('--cluster-enabled', 'yes', '--cluster-port', '0')
    expect(await failureOf(url)).toContain('It belongs to a cluster.')
  })

  test('a database that does not exist', async () => {
    const { url } = await redisForTest()
    expect(await failureOf(`${url}/99`)).toContain('Use another number of a database')
  })

  test('a Redis that is too old', async () => {
    const info = '# Server\r\nredis_version:4.0.14\r\n'
    const port = await serverThatSays((request) =>
      /INFO/.test(request) && !/SETINFO/.test(request)
        ? `$${info.length}\r\n${info}\r\n`
        : '+OK\r\n'.repeat(request.split('*').length - 1),
    )
    expect(await failureOf(`redis://127.0.0.1:${port}`)).toContain(
      'its version is 4.0.14. Use Redis 5 or later.',
    )
  })

  test('a server that is not Redis', async () => {
    const port = await serverThatSays(() => 'HTTP/1.1 400 Bad Request\r\n\r\n')
    expect(await failureOf(`redis://127.0.0.1:${port}`)).toContain(
      `Cannot connect to Redis at redis://127.0.0.1:${port}: `,
    )
  })

  test('TLS that Redis does not have', async () => {
    const { port } = await redisForTest()
    expect(await failureOf(`rediss://127.0.0.1:${port}`)).toContain(
      'Use rediss:// only if Redis has TLS',
    )
  })

  test('a host and a port that do not exist', async () => {
    expect(await failureOf('redis://nowhere.invalid:6379')).toContain('Check the name of the host.')
    expect(await failureOf('redis://127.0.0.1:1')).toMatch(/ECONNREFUSED.* Start Redis/)
  })
})

describe.skipIf(!HAS_REDIS)('check()', () => {
  test('permits a user with the documented rights, who may not ask for INFO', async () => {
    const { port } = await redisWithUser(
      ...['~{vue-chat-stream:}*', '+@read', '+@write', '+@scripting', '+time'],
    )
    const store = await createRedisStore({ url: `redis://app:secret@127.0.0.1:${port}` })
    await store.log.create('run')
    await store.log.append('run', 1, { data: 'a' })
    const never = new AbortController().signal
    expect(await store.log.read('run', 0, never)).toEqual([{ seq: 1, data: 'a' }])
    const next = store.log.read('run', 1, never)
    await store.log.append('run', 2, { data: 'b' })
    expect(await next).toEqual([{ seq: 2, data: 'b' }])
    await store.close()
  })

  test('warns of a Redis that may remove parts of answers', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    onTestFinished(() => warn.mockRestore())
    const eviction = ['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru']
    const { url } = await redisForTest(...eviction)
    await (await createRedisStore({ url })).close()
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('Set maxmemory-policy to noeviction.'),
    )
  })

  test.each(Object.entries(clients))('waits for the connection of %s', async (_, connect) => {
    const { port } = await redisForTest()
    const { client, close } = await connect(port)
    onTestFinished(close)
    await expect(redisStore({ client }).check()).resolves.toBeUndefined()
  })
})
