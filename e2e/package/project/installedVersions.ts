import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Returns the versions of these packages that this repository has installed: npm has them in its cache. */
export function installedVersions(...names: readonly string[]): Record<string, string> {
  const { packages } = require('../../../package-lock.json') as {
    packages: Record<string, { version?: string }>
  }
  return Object.fromEntries(
    names.map((name) => [name, packages[`node_modules/${name}`]?.version ?? 'latest']),
  )
}
