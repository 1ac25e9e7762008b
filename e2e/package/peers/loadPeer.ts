import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * Loads a package of this folder. Its types are only there if it is installed, so the caller names them.
 *
 * @returns undefined if it is not installed
 */
export async function loadPeer<Module>(name: string): Promise<Module | undefined> {
  const { resolve } = createRequire(import.meta.url)
  let path: string
  try {
    path = resolve(name)
  } catch {
    console.warn(
      `The tests with ${name} are skipped. They need \`npm install --prefix e2e/package/peers\`.`,
    )
    return undefined
  }
  return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Module
}

/** Whether this Node is at least of a version. */
export function isNode(minMajor: number, minMinor = 0): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major > minMajor || (major === minMajor && minor >= minMinor)
}
