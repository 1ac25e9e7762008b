import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyApp } from './copyApp.ts'
import { hashSources, isFresh, writeStamp } from './buildStamp.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The build folders, each with the commands that fill it. */
const BUILDS = {
  'dist-app': [['vite', 'build', '--logLevel', 'warn']],
  dist: [
    ['vite', 'build', '--mode', 'lib', '--logLevel', 'warn'],
    ['vue-tsc', '-p', '.config/tsconfig.lib.json'],
    ['node', '--import', 'tsx', '.config/build/rollUpTypes.ts'],
  ],
} as const

type BuildFolder = keyof typeof BUILDS

export function isBuild(folder: string): folder is BuildFolder {
  return Object.hasOwn(BUILDS, folder)
}

/**
 * Makes a build and its stamp. The package contains the app, for its command: if necessary, this builds it first.
 *
 * @throws if one of its commands fails. The old stamp then remains, so tests build again.
 */
export async function makeBuild(folder: BuildFolder): Promise<void> {
  const hash = await hashSources()
  for (const command of BUILDS[folder]) {
    const { status } = spawnSync('npx', ['--no-install', ...command], {
      cwd: ROOT,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    if (status !== 0) throw new Error(`The build of ${folder} failed: ${command.join(' ')}`)
  }
  if (folder === 'dist') {
    await ensureBuilt('dist-app')
    await copyApp(join(ROOT, 'dist-app'), join(ROOT, 'dist/app'))
  }
  await writeStamp(folder, hash)
}

/** Builds a folder again if the sources changed since, so that no test runs against a stale build. */
export async function ensureBuilt(folder: BuildFolder): Promise<void> {
  if (await isFresh(folder)) return
  console.log(`${folder} is missing or older than the sources: building it.`)
  await makeBuild(folder)
}
