// Runs the server process of docs/deploying.md.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { codeWith, ROOT } from './deployingPage.test-helper.ts'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('the process answers, reports its health, and ends on SIGTERM in the middle of an answer', async () => {
  const code = await codeWith('ts', 'SIGTERM')
  // In the project's folder, so that `tsx` and the sources are found.
  const folder = await mkdtemp(join(ROOT, 'node_modules/.deploying-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const program = join(folder, 'server.mts')
  await writeFile(
    program,
    code.replace("'vue-chat-stream/server'", JSON.stringify(join(ROOT, 'src/server/index.ts'))),
  )
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const url = `http://localhost:${port}`
  const health = async () => (await fetch(`${url}/healthz`)).text().catch(() => '')
  await expect.poll(() => health().catch(() => ''), { timeout: 30_000, interval: 50 }).toBe('ok')

  const whole = await (await fetch(`${url}/?message=Hi`)).text()
  expect(whole).toContain('"reason":"done"')

  const response = await fetch(`${url}/?message=Hi`)
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const cut = await response.text()
  expect(cut).toContain('id: ')
  expect(cut).not.toContain('event: close')
  expect(await exit).toEqual([0, null])
})
