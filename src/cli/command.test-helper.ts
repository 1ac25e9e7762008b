import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startCommand } from './startCommand.ts'

/** Starts a server on a free port of this machine until the test ends. Returns its URL. */
export async function serverForTest(
  listener: RequestListener,
): Promise<{ readonly url: string; readonly port: number; readonly server: Server }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, server }
}

export interface CommandForTest {
  readonly port: number
  /** The URL of the app. */
  readonly url: string
  /** Everything that the command has printed. */
  readonly output: string[]
  readonly errors: string[]
  close(): void
}

/** Runs the command with a small app on a free port, unless the arguments name one, until the test ends. */
export async function commandForTest(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandForTest> {
  const app = await mkdtemp(join(tmpdir(), 'app-'))
  onTestFinished(() => rm(app, { recursive: true }))
  await mkdir(join(app, 'assets'))
  await writeFile(join(app, 'index.html'), '<!doctype html><title>App</title>')
  await writeFile(join(app, 'config.json'), '{"url":"/never"}')
  await writeFile(join(app, 'assets/index-1a2b.js'), 'export {}')
  const output: string[] = []
  const errors: string[] = []
  const server = await startCommand({
    args: args.includes('--port') ? args : [...args, '--port', '0'],
    environment,
    app,
    version: '1.2.3',
    print: (line) => output.push(line),
    warn: (line) => errors.push(line),
  })
  if (!server) return { port: 0, url: '', output, errors, close: () => {} }
  onTestFinished(() => server.close())
  return { ...server, url: `http://localhost:${server.port}`, output, errors }
}

/** Runs the command in front of a listener. `path` is the path of the endpoint, `proxied` its URL in the app. */
export async function proxyForTest(
  listener: RequestListener,
  { path = '/chat', environment = {} as Readonly<Record<string, string>> } = {},
): Promise<CommandForTest & { readonly proxied: string; readonly upstream: string }> {
  const { url } = await serverForTest((request, response) => {
    // The command looks with OPTIONS whether the server is there.
    if (request.method === 'OPTIONS') response.writeHead(404).end()
    else listener(request, response)
  })
  const args = ['--endpoint', url + path, '--transport', 'post']
  const command = await commandForTest(args, environment)
  return {
    ...command,
    upstream: url,
    proxied: `${command.url}/proxy/${new URL(url).host}${path}`,
  }
}

/** A promise with the function that resolves it. */
export function deferred<Value = unknown>() {
  let settle: (value: Value) => void = () => {}
  const promise = new Promise<Value>((done) => (settle = done))
  return { promise, resolve: (value: Value) => settle(value) }
}
