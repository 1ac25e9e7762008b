import { fileURLToPath } from 'node:url'
import { startFileServer, type FileServer } from './startFileServer.ts'

/** Serves the repository's files, of which the page takes its own, the built package and Vue. */
export async function startPageServer(): Promise<FileServer> {
  const server = await startFileServer(fileURLToPath(new URL('../../..', import.meta.url)))
  return { ...server, url: `${server.url}/e2e/package/browser/page.html` }
}
