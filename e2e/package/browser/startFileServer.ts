import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { staticFiles } from '../../../src/stub-server/http/staticFiles.ts'

export interface FileServer {
  readonly url: string
  close(): void
}

/** Serves the current files of a folder. */
export async function startFileServer(folder: string): Promise<FileServer> {
  const serve = staticFiles(folder)
  const server = createServer((request, response) => {
    void serve(request, response, () => response.writeHead(404).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
