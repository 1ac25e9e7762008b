import { createServer, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { toNodeHandler, type NodeHandlerOptions } from './adapters/toNodeHandler.ts'
import { createChatServer, type ChatServer } from './createChatServer.ts'
import type { ChatServerOptions } from './options.ts'

export interface ServedChat<Owner> {
  readonly chat: ChatServer<Owner>
  readonly port: number
  readonly url: string
}

/** Serves a chat server on a free port. Both close when the test finishes. */
export async function servedChat<Owner = undefined>(
  options: ChatServerOptions<Owner>,
  nodeOptions: NodeHandlerOptions & ServerOptions = {},
): Promise<ServedChat<Owner>> {
  const chat = createChatServer(options)
  const server = createServer(nodeOptions, toNodeHandler(chat, nodeOptions))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    await chat.close()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { chat, port, url: `http://127.0.0.1:${port}/chat` }
}

/** Creates the options of a JSON request. */
export function jsonPost(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: text,
  }
}

/** Yields one text, then waits until it is stopped. */
export async function* untilStopped(
  _: unknown,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<string> {
  yield 'a'
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
}
