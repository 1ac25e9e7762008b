import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'

export interface PageServer {
  readonly url: string
  close(): void
}

/** Serves the repository's files, of which the page takes its own, the built package and Vue. */
export async function startPageServer(): Promise<PageServer> {
  const serve = sirv(fileURLToPath(new URL('../../..', import.meta.url)), { dev: true })
  const server = createServer((request, response) => serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/e2e/package/browser/page.html`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
