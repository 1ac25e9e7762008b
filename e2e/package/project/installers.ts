import { fileURLToPath } from 'node:url'
import type { Install } from './createProject.ts'

/** The repository's own, in the version that package.json pins. */
const commandOf = (name: string) =>
  fileURLToPath(new URL(`../../../node_modules/.bin/${name}`, import.meta.url))

/** Of the oldest Node that the package supports: the lower bound of its `engines` field. */
export const LOWEST_NODE = '20.19.0'

/**
 * Every package manager that the package supports. Each refuses a package whose `engines` do not allow the Node
 * that runs the tests; pnpm checks against the lowest one, which a newer Node would not find out. pnpm and Yarn
 * keep what they download inside the project, and Yarn would take an older tarball of this package from its cache.
 */
export const installers = {
  npm: async (run) =>
    run('npm', 'install', '--engine-strict', '--prefer-offline', '--no-audit', '--no-fund'),

  pnpm: async (run) =>
    run(
      commandOf('pnpm'),
      'install',
      `--registry=${await registryOf(run)}`,
      '--config.engine-strict=true',
      `--config.node-version=${LOWEST_NODE}`,
      '--store-dir=.pnpm-store',
    ),

  // Yarn 1 is strict about engines unless it is told otherwise.
  yarn: async (run) =>
    run(
      commandOf('yarn'),
      'install',
      `--registry=${await registryOf(run)}`,
      '--non-interactive',
      '--no-lockfile',
      '--cache-folder=.yarn-cache',
    ),
} satisfies Record<string, Install>

/** npm knows the registry of this machine; the others have settings of their own. */
async function registryOf(run: Parameters<Install>[0]): Promise<string> {
  return (await run('npm', 'config', 'get', 'registry')).trim()
}
