import { appendFile, cp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Compressed copies, which would double the tarball, maps, and fonts that every browser loads as `.woff2`. */
const NOT_PUBLISHED = /\.(?:br|gz|map|ttf|woff)$/

/**
 * Copies the built app into the package, for the command `vue-chat-stream`. Adds the license of Mermaid, whose built file
 * is part of the diagram page, outside of the bundler.
 */
export async function copyApp(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await cp(from, to, { recursive: true, filter: (path) => !NOT_PUBLISHED.test(path) })
  const mermaid = dirname(createRequire(import.meta.url).resolve('mermaid/package.json'))
  const license = await readFile(join(mermaid, 'LICENSE'), 'utf8')
  await appendFile(join(to, 'LICENSES.md'), `\n## mermaid\n\n${license}`)
}
