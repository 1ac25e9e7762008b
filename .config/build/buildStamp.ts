import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Everything that a build reads. Tests aren't part of it. */
const SOURCES = [
  'src',
  'public',
  '.config/build',
  '.config/tsconfig.lib.json',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
]
const NOT_BUILT = /\.(test|test-d|test-helper)\.ts$/

/** The stamps are outside of the builds, because those are served and published. */
function stampOf(folder: string, root: string): string {
  return join(root, 'node_modules/.cache/build-stamps', folder)
}

/** Returns a hash over the names and contents of everything that a build reads. */
export async function hashSources(root: string = ROOT): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const path of await filesIn(join(root, source))) {
      if (!NOT_BUILT.test(path)) hash.update(path.slice(root.length)).update(await readFile(path))
    }
  }
  return hash.digest('hex')
}

async function filesIn(path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOTDIR') return [path]
    // Some projects lack some of these paths.
    if (code === 'ENOENT') return []
    throw error
  }
}

/** Returns whether a folder of the project, such as `dist`, holds a build of the sources as they are now. */
export async function isFresh(folder: string, root: string = ROOT): Promise<boolean> {
  const stamp = await readFile(stampOf(folder, root), 'utf8').catch(() => undefined)
  return stamp === (await hashSources(root)) && existsSync(join(root, folder))
}

/**
 * Notes which sources a build was made of, so that tests notice a stale one.
 *
 * @param hash - of the sources before the build: a file that changes while it runs makes the build stale
 */
export async function writeStamp(folder: string, hash: string, root: string = ROOT): Promise<void> {
  const stamp = stampOf(folder, root)
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, hash)
}
