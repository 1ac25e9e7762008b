import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Kind, RunningServer } from './ServerCase.ts'
import { LAST_WORD } from './script.ts'

/** Returns the kind of answer that a request wants. */
export function kindOf(headers: Headers | NodeJS.Dict<string | string[]>): Kind {
  const value = headers instanceof Headers ? headers.get('x-kind') : headers['x-kind']
  // The tests send no other header of this name.
  return (value ?? 'text') as Kind
}

/** Starts a server of Node on a free port. An answer of the kind `cut` breaks after its last word. */
export async function listen(listener: RequestListener): Promise<RunningServer> {
  const server = createServer((request, response) => {
    if (kindOf(request.headers) === 'cut') breakAfterLastWord(response)
    listener(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Starts a server whose handler returns a `Response`. */
export function listenWithFetch(
  handler: (request: Request) => Response | Promise<Response>,
): Promise<RunningServer> {
  return listen(getRequestListener(handler))
}

function breakAfterLastWord(response: ServerResponse): void {
  const write = response.write.bind(response)
  let written = ''
  // The overloads of `write` differ only in what this does not use.
  response.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
    written += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    const isAccepted = write(chunk, ...rest)
    // Let the socket send what was written.
    if (written.includes(LAST_WORD)) setTimeout(() => response.destroy(), 20)
    return isAccepted
  }) as typeof response.write
}
