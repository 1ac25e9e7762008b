import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { HAS_REDIS, RedisForTest } from '../../server/redis/redis.test-helper.ts'
import { readCommandOptions, UsageError } from './commandOptions.ts'
import { eventsIn } from '../../server/eventsOf.test-helper.ts'
import { serverForTest } from '../server.test-helper.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Runs the command directly in Node, so that no process in between intercepts a signal. */
function run(...args: string[]): ChildProcess & { stdout: object; stderr: object } {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/stub-server/cli/command.ts', ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

describe('npm run stub', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'prints its URL when it is ready, and %s ends it cleanly in the middle of a stream',
    async (signal) => {
      const child = run('--port', '0')
      const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
      const [, url] = /^listening on (http:\/\/localhost:\d+)\n$/.exec(String(line)) ?? []
      const response = await fetch(`${url}/ai/chat/stream`)
      const body = response.text()
      child.kill(signal)
      const events = eventsIn(await body)
      expect(events[0]?.data).toBe('{"content":""}')
      expect(events.some(({ event }) => event === 'close')).toBe(false)
      expect(await exitOf(child)).toBe(0)
    },
  )

  test('explains what to do about a port that is in use', async () => {
    const { port } = await serverForTest()
    const child = run('--port', String(port))
    const output = await text(child.stderr as NodeJS.ReadableStream)
    expect(output).toBe(
      `Port ${port} is in use, perhaps by another copy of this server. Stop that server, or use ` +
        `another port: npm run stub -- --port ${port + 1}\n`,
    )
    expect(await exitOf(child)).toBe(1)
  })

  test('names the Redis that is unreachable, without its password', async () => {
    const child = run('--port', '0', '--redis', 'redis://me:secret@127.0.0.1:1/2')
    const output = await text(child.stderr as NodeJS.ReadableStream)
    expect(output).toMatch(
      /^Cannot connect to Redis at redis:\/\/127\.0\.0\.1:1\/2: .*ECONNREFUSED/,
    )
    expect(output).not.toContain('secret')
    expect(await exitOf(child)).toBe(1)
  })

  test.skipIf(!HAS_REDIS)('explains in one line that Redis needs a password', async () => {
    const redis = await RedisForTest.start('--requirepass', 'secret')
    onTestFinished(() => redis.stop())
    const child = run('--port', '0', '--redis', redis.url)
    const output = await text(child.stderr as NodeJS.ReadableStream)
    expect(output).toBe(
      `${redis.url}: Redis cannot store answers: NOAUTH Authentication required. ` +
        'It needs a password: redis://:PASSWORD@host:6379.\n',
    )
    expect(await exitOf(child)).toBe(1)
  })

  test('names the argument that is wrong', async () => {
    const child = run('--port', 'eighty')
    const output = await text(child.stderr as NodeJS.ReadableStream)
    expect(output).toContain('--port must be a whole number from 0 to 65535, not eighty.')
    expect(await exitOf(child)).toBe(1)
  })
})

describe('readCommandOptions()', () => {
  test('has defaults', () => {
    expect(readCommandOptions([], {})).toEqual({ port: 8866, origins: ['loopback'] })
  })

  test('reads port, host, pace, origins and limits', () => {
    const args = '--port 7 --host 0.0.0.0 --pace 1-2 --max-runs-per-client 50'.split(' ')
    const origins = '--origin https://a.example --origin http://b.example:81/'.split(' ')
    expect(readCommandOptions([...args, ...origins], {})).toEqual({
      port: 7,
      host: '0.0.0.0',
      pace: { min: 1, max: 2 },
      origins: ['loopback', 'https://a.example', 'http://b.example:81'],
      limits: { liveRunsPerClient: 50 },
    })
  })

  test('reads an upstream and its model', () => {
    const args = '--upstream http://localhost:11434/v1 --model llama'.split(' ')
    expect(readCommandOptions(args, {})).toMatchObject({
      model: expect.any(Function),
      modelName: 'llama',
      scenarios: false,
    })
    expect(readCommandOptions([...args, '--scenarios'], {})).toMatchObject({ scenarios: true })
  })

  test('reads a Redis URL and the drain time', () => {
    const args = '--redis rediss://me:secret@cache.example:6380/1 --drain 40'.split(' ')
    expect(readCommandOptions(args, {})).toMatchObject({
      redis: { url: 'rediss://me:secret@cache.example:6380/1' },
      drainTime: 40_000,
    })
  })

  test('does not quote a password in an error', () => {
    expect(() => readCommandOptions(['--redis', 'http://me:secret@localhost'], {})).toThrow(
      /^(?!.*secret).*--redis must be a URL like redis:\/\/localhost:6379/,
    )
  })

  test('returns help for --help', () => expect(readCommandOptions(['--help'], {})).toBe('help'))

  test.each([
    '--prot 1',
    '--port -1',
    '--port 65536',
    '--pace fast',
    '--origin app.example',
    '--max-runs-per-client 0',
    '--upstream http://localhost/v1',
    '--upstream sk-key --model x',
    '--model x',
    '--scenarios',
    '--redis localhost:6379',
    '--drain 5',
    '--drain 0 --redis redis://localhost',
    'extra',
  ])('rejects %s', (args) => {
    expect(() => readCommandOptions(args.split(' '), {})).toThrow(UsageError)
  })
})
