import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Installs what the measurements compare with, once: it is none of the project's own dependencies. */
export function installPeers(): void {
  // npm writes this file last.
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return
  console.error('Installing the packages to compare with, in e2e/bench …')
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('npm ci failed in e2e/bench: see above.')
}
