// Runs the command of the built package as a process: exit codes, ports and flags.
import { spawnSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import manifest from '../../../package.json' with { type: 'json' }
import { startCommandProcess } from './commandProcess.ts'

const COMMAND = [
  process.execPath,
  join(import.meta.dirname, '../../../', manifest.bin['vue-chat-stream']),
]
const ENDPOINT = ['--endpoint', 'http://127.0.0.1:1/chat']

function run(...args: readonly string[]) {
  const [file = '', path = ''] = COMMAND
  const { status, stdout, stderr } = spawnSync(file, [path, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

async function start(args: readonly string[], keys = {}) {
  const command = await startCommandProcess([...COMMAND, ...args], keys)
  onTestFinished(() => void command.end('SIGKILL'))
  return command
}

/** Takes a port of localhost, on both of its addresses. */
async function takePort(port: number): Promise<Server | undefined> {
  const server = createServer()
  const isTaken = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, 'localhost', () => resolve(true))
  })
  onTestFinished(() => void server.close())
  return isTaken ? server : undefined
}

test('vue-chat-stream --help and --version print to standard output and exit with 0', () => {
  expect(run('--version')).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
  expect(run('--help')).toMatchObject({ status: 0, stderr: '' })
})

test('vue-chat-stream explains a wrong flag on standard error and exits with 1', () => {
  expect(run('--endpont', 'http://localhost/chat')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'There is no flag --endpont. Did you mean --endpoint?\nAll flags: npx vue-chat-stream --help\n',
  })
})

test('vue-chat-stream refuses --api-key, and does not repeat the key', () => {
  const { status, stdout, stderr } = run(...ENDPOINT, '--api-key', 'sk-secret1')
  expect(status).toBe(1)
  expect(stderr).toContain('VUE_CHAT_STREAM_API_KEY')
  expect(stdout + stderr).not.toContain('secret1')
})

test('vue-chat-stream exits with 1 if an explicit port is in use', async () => {
  const server = await takePort(0)
  const { port } = server?.address() as AddressInfo
  expect(run(...ENDPOINT, '--host', 'localhost', '--port', String(port))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`Port ${port} is in use.`) as string,
  })
})

test('vue-chat-stream takes another port if its default is in use, and says so', async () => {
  // Another program of this machine may have the port already.
  await takePort(8866)
  const command = await start(ENDPOINT)
  expect(command.url).not.toBe('http://localhost:8866')
  expect(command.printed()).toContain('Port 8866 is in use')
  expect((await fetch(command.url)).headers.get('Content-Security-Policy')).toContain(
    'trusted-types vue-chat-stream',
  )
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  'vue-chat-stream breaks an open answer off and exits with 0 at %s',
  async (signal) => {
    const server = createServer((_, response) => void response.write('data: 1\n\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => server.closeAllConnections())
    const { port } = server.address() as AddressInfo
    const host = `127.0.0.1:${port}`
    const args = ['--endpoint', `http://${host}/chat`, '--port', '0']
    const command = await start(args, { VUE_CHAT_STREAM_API_KEY: 'sk-0123456789' })
    const answer = await fetch(`${command.url}/proxy/${host}/chat`)
    const reader = answer.body?.getReader()
    await reader?.read()
    expect(await command.end(signal)).toBe(0)
    await expect(reader?.read()).rejects.toThrow()
    expect(command.printed()).not.toContain('sk-0123456789')
    server.close()
  },
)
