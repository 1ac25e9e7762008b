import { cp, rm } from 'node:fs/promises'

/** Compressed copies, which would double the tarball, maps, and fonts that every browser loads as `.woff2`. */
const NOT_PUBLISHED = /\.(?:br|gz|map|ttf|woff)$/

/** Copies the built app into the package, for the command `vue-chat-stream`. */
export async function copyApp(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await cp(from, to, { recursive: true, filter: (path) => !NOT_PUBLISHED.test(path) })
}
