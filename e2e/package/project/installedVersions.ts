import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** The very versions that this repository has of these packages, which npm then has at hand. */
export function installedVersions(...names: readonly string[]): Record<string, string> {
  const { packages } = require('../../../package-lock.json') as {
    packages: Record<string, { version?: string }>
  }
  return Object.fromEntries(
    names.map((name) => [name, packages[`node_modules/${name}`]?.version ?? 'latest']),
  )
}
