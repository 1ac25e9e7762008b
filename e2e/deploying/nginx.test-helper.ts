import { spawn, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { codeWith } from './deployingPage.test-helper.ts'

/** Whether nginx can be started here. The tests install nothing. */
export const HAS_NGINX =
  spawnSync('nginx', ['-v']).status === 0 && spawnSync('openssl', ['version']).status === 0

if (!HAS_NGINX) console.warn('Skipped: there is no nginx in PATH. On Debian: apt-get install nginx')

/**
 * Starts nginx with the configuration of docs/deploying.md in front of two servers, with a certificate of its own.
 *
 * @param changes texts to replace
 * @returns its port
 */
export async function startNginx(
  upstreams: readonly [number, number],
  changes: Readonly<Record<string, string>> = {},
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  // The workers of nginx run as another user if its master runs as root.
  await chmod(folder, 0o755)
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const names = ['-subj', '/CN=localhost', '-days', '1']
  const made = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
  ]
  spawnSync('openssl', [...made, ...names])
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  )
  const replaced: Record<string, string> = {
    '127.0.0.1:3001': `127.0.0.1:${upstreams[0]}`,
    '127.0.0.1:3002': `127.0.0.1:${upstreams[1]}`,
    'worker_processes auto;': 'worker_processes 1;',
    'listen 443': `listen 127.0.0.1:${port}`,
    '/etc/ssl/chat.pem': certificate,
    '/etc/ssl/chat.key': key,
    'http {': `http {\naccess_log off;\n${temporary.join('\n')}`,
    ...changes,
  }
  let config = await codeWith('nginx', 'upstream chat')
  for (const [from, to] of Object.entries(replaced)) {
    if (!config.includes(from)) throw new Error(`The configuration has no ${from}`)
    config = config.replace(from, to)
  }
  const file = join(folder, 'nginx.conf')
  await writeFile(file, config)
  const globals = `daemon off; pid ${join(folder, 'pid')}; error_log ${join(folder, 'log')};`
  const nginx = spawn('nginx', ['-p', folder, '-c', file, '-g', globals], { stdio: 'inherit' })
  const exit = once(nginx, 'exit')
  onTestFinished(async () => {
    nginx.kill()
    await exit
  })
  return port
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
