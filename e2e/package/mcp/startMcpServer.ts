import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node'
import { getRequestListener } from '@hono/node-server'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { onTestFinished } from 'vitest'

/**
 * The generation of the protocol: `modern` is that of 2026, one request at a time; `legacy` that of 2025, with
 * sessions.
 */
export type Era = 'modern' | 'legacy'

export interface RunningMcpServer {
  readonly url: string
  /** Method and headers of each request. */
  readonly requests: { readonly method: string; readonly headers: IncomingMessage['headers'] }[]
  /** Reports a changed list to every client of a modern server. */
  notifyChange(): void
  /** Forgets every session, as a restarted server does. */
  forgetSessions(): void
}

/** Starts the reference server of MCP on a free port, until the test ends. */
export async function startMcpServer(
  era: Era,
  register: (server: McpServer) => void,
  name = 'Test server',
): Promise<RunningMcpServer> {
  const create = () => {
    const server = new McpServer(
      { name, version: '1.0.0' },
      { capabilities: { tools: { listChanged: true } } },
    )
    register(server)
    return server
  }
  const handler = createMcpHandler(create)
  const handleModern = getRequestListener((request) => handler.fetch(request))
  const sessions = new Map<string, NodeStreamableHTTPServerTransport>()

  async function handleLegacy(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const known = sessions.get(String(request.headers['mcp-session-id']))
    if (known) return known.handleRequest(request, response)
    if (request.headers['mcp-session-id']) {
      response.writeHead(404).end()
      return
    }
    const server = create()
    const transport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    })
    await server.connect(transport)
    await transport.handleRequest(request, response)
  }

  const requests: RunningMcpServer['requests'] = []
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', headers: request.headers })
    void (era === 'modern' ? handleModern : handleLegacy)(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    await handler.close()
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    requests,
    notifyChange: () => handler.notify.toolsChanged(),
    forgetSessions: () => sessions.clear(),
  }
}
