import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readCommandOptions, UsageError } from './commandOptions.ts'
import { eventsIn } from '../eventsOf.test-helper.ts'
import { serverForTest } from '../server.test-helper.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Through Node itself, so that a signal reaches the command and nothing between. */
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

describe('the command', { timeout: 20_000 }, () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'tells its address when it is ready, and %s ends it cleanly in mid-stream',
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

  test('says what to do about a port that is in use', async () => {
    const { port } = await serverForTest()
    const child = run('--port', String(port))
    const words = await text(child.stderr as NodeJS.ReadableStream)
    expect(words).toBe(
      `Port ${port} is in use, perhaps by another copy of this server. End that one, or choose ` +
        `another port: npm run stub -- --port ${port + 1}\n`,
    )
    expect(await exitOf(child)).toBe(1)
  })

  test('says which Redis cannot be reached, and not its password', async () => {
    const child = run('--port', '0', '--redis', 'redis://me:secret@127.0.0.1:1/2')
    const words = await text(child.stderr as NodeJS.ReadableStream)
    expect(words).toMatch(/^Redis at redis:\/\/127\.0\.0\.1:1\/2 cannot be used: .*ECONNREFUSED/)
    expect(words).not.toContain('secret')
    expect(await exitOf(child)).toBe(1)
  })

  test('says which argument is wrong', async () => {
    const child = run('--port', 'eighty')
    const words = await text(child.stderr as NodeJS.ReadableStream)
    expect(words).toContain('--port is a whole number from 0 to 65535, not eighty.')
    expect(await exitOf(child)).toBe(1)
  })
})

describe('arguments', () => {
  test('have defaults', () => {
    expect(readCommandOptions([], {})).toEqual({ port: 8866, origins: ['loopback'] })
  })

  test('are read', () => {
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

  test('name an upstream and its model', () => {
    const args = '--upstream http://localhost:11434/v1 --model llama'.split(' ')
    expect(readCommandOptions(args, {})).toMatchObject({
      model: expect.any(Function),
      modelName: 'llama',
    })
  })

  test('name a Redis, and how long to go on after SIGTERM', () => {
    const args = '--redis rediss://me:secret@cache.example:6380/1 --drain 40'.split(' ')
    expect(readCommandOptions(args, {})).toMatchObject({
      redis: { url: 'rediss://me:secret@cache.example:6380/1' },
      drainTime: 40_000,
    })
  })

  test('do not repeat a password', () => {
    expect(() => readCommandOptions(['--redis', 'http://me:secret@localhost'], {})).toThrow(
      /^(?!.*secret).*--redis is an address like redis:\/\/localhost:6379/,
    )
  })

  test('can ask for help', () => expect(readCommandOptions(['--help'], {})).toBe('help'))

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
    '--redis localhost:6379',
    '--drain 5',
    '--drain 0 --redis redis://localhost',
    'extra',
  ])('are refused: %s', (args) => {
    expect(() => readCommandOptions(args.split(' '), {})).toThrow(UsageError)
  })
})
