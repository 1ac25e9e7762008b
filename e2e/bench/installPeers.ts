import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Installs the packages to compare with, once. They are not dependencies of the project. */
export function installPeers(): void {
  // npm writes this file last, so it marks a complete installation.
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return
  console.error('Installing the packages to compare with, in e2e/bench …')
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('npm ci failed in e2e/bench. See its output above.')
}
