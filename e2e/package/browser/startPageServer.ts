import { fileURLToPath } from 'node:url'
import { startFileServer, type FileServer } from './startFileServer.ts'

/** Serves the repository's files: the test page, the built package and Vue. */
export async function startPageServer(): Promise<FileServer> {
  const server = await startFileServer(fileURLToPath(new URL('../../..', import.meta.url)))
  return { ...server, url: `${server.url}/e2e/package/browser/page.html` }
}
