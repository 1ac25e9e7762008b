import { readFileSync } from 'node:fs'

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>
  readonly peerDependencies: Readonly<Record<string, string>>
}

/** The sources of the package's entries, by the name of their files in `dist/`. */
export const ENTRIES = {
  index: 'src/index.ts',
  development: 'src/index.development.ts',
  core: 'src/core/index.ts',
  markdown: 'src/markdown/index.ts',
  'tools/mcp': 'src/mcp/index.ts',
  testing: 'src/testing/index.ts',
  server: 'src/server/index.ts',
  'server/nest': 'src/server/nest/index.ts',
  'server/redis': 'src/server/redis/index.ts',
  'server/testing': 'src/server/testing/index.ts',
  'stub-server': 'src/stub-server/index.ts',
  cli: 'src/cli/command.ts',
} as const

const manifest = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as Manifest

/** The only packages that the build leaves for the user to install. All others become part of `dist/`. */
const PEERS: readonly string[] = Object.keys(manifest.peerDependencies)

/** Returns whether an import stays in `dist/`: of Node's own modules, and of peers with their subpaths. */
export function isExternal(id: string): boolean {
  return id.startsWith('node:') || PEERS.some((name) => id === name || id.startsWith(`${name}/`))
}
