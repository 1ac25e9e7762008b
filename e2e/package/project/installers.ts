import { fileURLToPath } from 'node:url'
import type { Install } from './createProject.ts'

/** Returns the repository's copy of a command, in the version pinned by package.json. */
export const commandOf = (name: string) =>
  fileURLToPath(new URL(`../../../node_modules/.bin/${name}`, import.meta.url))

/** The oldest Node that the package supports: the lower bound of its `engines` field. */
export const LOWEST_NODE = '20.19.0'

/**
 * Every package manager that the package supports. Each refuses a package whose `engines` don't allow the Node that runs
 * the tests. pnpm also checks against the lowest Node, which a test on a newer Node would miss. pnpm and Yarn store
 * their downloads inside the project: otherwise Yarn would install an older tarball of this package from its cache.
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

  // Yarn 1 checks `engines` by default.
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

/** Returns the registry from npm's settings: pnpm and Yarn have separate ones. */
async function registryOf(run: Parameters<Install>[0]): Promise<string> {
  return (await run('npm', 'config', 'get', 'registry')).trim()
}
