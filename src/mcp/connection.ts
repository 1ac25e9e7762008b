import { ChatStreamError } from '../core/index.ts'
import { redirectMode, rejectRedirect } from '../core/internal.ts'
import type { McpClient, McpServer, McpTool } from './options.ts'

const PACKAGE = '@modelcontextprotocol/client'

/** The connection to one server. */
export interface McpConnection {
  /** Returns the connected client. Connects again if the session has ended. */
  connect(): Promise<McpClient>
  /** Notes a failure, so that the next call connects again if the session has ended. */
  noteFailure(thrown: unknown): void
  close(): Promise<void>
}

/**
 * Creates the connection to one server. It is opened by `connect`, which loads the client library at first.
 *
 * @param onList called when the server reports a changed list
 */
export function createConnection(
  server: McpServer,
  onList: (error: Error | null, tools: readonly McpTool[] | null) => void,
): McpConnection {
  const given = server.client
  if (given) {
    const close = () => Promise.resolve()
    return { connect: () => Promise.resolve(given), noteFailure: () => undefined, close }
  }
  const url = absoluteUrl(server.url)
  const controller = new AbortController()
  let opened: ReturnType<typeof open> | undefined

  async function open() {
    const { Client, StreamableHTTPClientTransport } = await loadClient()
    const info = { name: 'vue-chat-stream', version: '1' }
    const client = new Client(info, {
      // Servers of before 2026 are recognized, too.
      versionNegotiation: { mode: 'auto' },
      listChanged: { tools: { onChanged: onList } },
    })
    const { credentials = 'same-origin' } = server
    const transport = new StreamableHTTPClientTransport(url, {
      fetch: createFetch(server, url),
      requestInit: { credentials },
    })
    try {
      await client.connect(transport, { signal: controller.signal })
    } catch (cause) {
      // A request that is still open would keep the connection.
      client.close().catch(() => undefined)
      throw toError(`Could not connect to the MCP server ${withoutQuery(url)}`, cause)
    }
    client.onclose = () => (opened = undefined)
    return { client, transport }
  }

  return {
    async connect() {
      if (controller.signal.aborted)
        throw new ChatStreamError('argument', 'The MCP tools were closed. Call `mcpTools` again.')
      opened ??= open().catch((thrown: unknown) => {
        opened = undefined
        throw thrown
      })
      return (await opened).client
    },
    noteFailure(thrown) {
      // The server forgot the session. The call itself is not repeated: it may have run.
      if (statusOf(thrown) === 404) opened = undefined
    },
    async close() {
      controller.abort()
      const connection = await opened?.catch(() => undefined)
      // End the session at the server, which may be gone.
      await connection?.transport.terminateSession().catch(() => undefined)
      await connection?.client.close().catch(() => undefined)
    },
  }
}

/** @throws {ChatStreamError} `argument` if the package is not installed */
async function loadClient() {
  try {
    return await import('@modelcontextprotocol/client')
  } catch (cause) {
    const message = `\`mcpTools\` needs the package ${PACKAGE}. Install it: npm install ${PACKAGE}`
    throw new ChatStreamError('argument', message, { cause })
  }
}

/**
 * Creates the `fetch` of a connection: it adds the headers of the server, to its origin only, because a sign-in also
 * sends requests to other servers.
 */
function createFetch(
  { headers, secretHeaders = [], fetch = globalThis.fetch }: McpServer,
  { origin }: URL,
) {
  return async (input: string | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input)
    if (url.origin !== origin) return fetch(url, init)
    const added = new Headers(typeof headers === 'function' ? await headers() : headers)
    const sent = new Headers(init.headers)
    for (const [name, value] of added) sent.set(name, value)
    if (redirectMode(added, secretHeaders) !== 'manual')
      return fetch(url, { ...init, headers: sent })
    const response = await fetch(url, { ...init, headers: sent, redirect: 'manual' })
    rejectRedirect(response, url)
    return response
  }
}

function absoluteUrl(url: string | URL | undefined): URL {
  const base: string | undefined = globalThis.location?.href
  if (url && URL.canParse(String(url), base)) return new URL(url, base)
  const message = `\`url\` must be the URL of an MCP server, not ${String(url)}. Pass it, or a connected \`client\`.`
  throw new ChatStreamError('argument', message)
}

/** A query string may contain a key. */
const withoutQuery = ({ origin, pathname }: URL) => origin + pathname

function statusOf(thrown: unknown): number | undefined {
  const { status } = Object(thrown) as { readonly status?: unknown }
  return typeof status === 'number' ? status : undefined
}

/** Returns an error of the client library as one of this package. */
export function toError(what: string, cause: unknown): ChatStreamError {
  const own = ownErrorIn(cause)
  if (own) return own
  const status = statusOf(cause)
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message = `${what}: ${reason.slice(0, 1000)}`
  return new ChatStreamError(status === undefined ? 'network' : 'http', message, { cause, status })
}

/** Returns an error of this package that the client library wrapped, such as that of a redirect. */
function ownErrorIn(thrown: unknown, depth = 5): ChatStreamError | undefined {
  if (thrown instanceof ChatStreamError) return thrown
  return thrown instanceof Error && depth > 0 ? ownErrorIn(thrown.cause, depth - 1) : undefined
}
