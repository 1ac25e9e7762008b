import { getCurrentScope, onScopeDispose } from 'vue'
import {
  defineTools,
  type ToolDefinition,
  type ToolDescription,
  type ToolSet,
} from '../core/index.ts'
import { callHook, checkOption } from '../core/internal.ts'
import { createConnection, toError } from './connection.ts'
import { describeTools, type DescribedTool, type ListedServer } from './describeTools.ts'
import type { McpServer, McpTool, McpToolSet, McpToolsOptions } from './options.ts'

/**
 * Connects to MCP servers (Streamable HTTP) and returns their tools for the option `tools` of a chat. The list follows
 * the server's changes. The connections end with the component or effect scope that called `mcpTools`; outside of both,
 * call `close`.
 *
 * Needs the package `@modelcontextprotocol/client` 2, which is loaded at the first call.
 *
 * @param servers one server, or several. A tool whose name another one has gets a prefix
 * @throws {ChatStreamError} as a rejection: `argument` for a wrong option or a missing package; `network`, `http` or
 *   `redirect` if a server cannot be reached. The message names its URL
 * @see https://modelcontextprotocol.io/specification
 * @example
 * const tools = await mcpTools({ url: '/mcp' })
 * const chat = useChatStream({ ...openAI({ baseURL: '/openai/v1', model: 'gpt-5' }), tools })
 */
export async function mcpTools(
  servers: McpServer | readonly McpServer[],
  options: McpToolsOptions = {},
): Promise<McpToolSet> {
  const given: readonly McpServer[] = Array.isArray(servers) ? servers : [servers as McpServer]
  given.forEach(checkServer)
  const own = options.tools
  const ownNames = new Set(Object.keys(own?.definitions ?? {}))
  // The loop of a chat keeps this object: a changed list changes it in place. A server may name a tool `__proto__`.
  const definitions = Object.create(null) as Record<string, ToolDefinition>
  const set: ToolSet = defineTools(definitions)
  let descriptions: readonly ToolDescription[] = []
  const entries = given.map((server) => {
    const entry: Entry = {
      server,
      serverName: 'mcp',
      tools: [],
      connection: createConnection(server, (error, tools) => {
        entry.tools = tools ?? entry.tools
        if (!error) return change()
        callHook(
          options.onError,
          toError('Could not read the changed tools of an MCP server', error),
        )
      }),
    }
    return entry
  })

  function collect(): void {
    const found = new Map<string, DescribedTool>()
    for (const entry of entries) describeTools(found, ownNames, entry, entry.tools, options)
    for (const name of Object.keys(definitions)) Reflect.deleteProperty(definitions, name)
    Object.assign(definitions, own?.definitions)
    for (const [name, { definition }] of found) definitions[name] = definition
    descriptions = [...found.values()].map(({ description }) => description)
  }

  function change(): void {
    collect()
    callHook(options.onChange, Object.keys(definitions))
  }

  const listAll = () => Promise.all(entries.map(list))
  const close = async () => {
    await Promise.all(entries.map(({ connection }) => connection.close()))
  }
  // Before the first `await`, as Vue knows the current scope only until then.
  onEndOfScope(close)
  try {
    await listAll()
  } catch (thrown) {
    await close()
    throw thrown
  }
  collect()
  return {
    ...set,
    start(chat) {
      const ownDescriptions = own?.start(chat).descriptions ?? []
      const getter = { get: () => [...ownDescriptions, ...descriptions] }
      return Object.defineProperty(set.start(chat), 'descriptions', getter)
    },
    async refresh() {
      await listAll()
      change()
    },
    close,
  }
}

interface Entry extends ListedServer {
  serverName: string
  tools: readonly McpTool[]
}

async function list(entry: Entry): Promise<void> {
  const client = await entry.connection.connect()
  try {
    entry.tools = (await client.listTools()).tools
    entry.serverName = client.getServerVersion()?.name ?? entry.serverName
  } catch (cause) {
    entry.connection.noteFailure(cause)
    throw toError('Could not list the tools of an MCP server', cause)
  }
}

function onEndOfScope(close: () => Promise<void>): void {
  const scope = getCurrentScope()
  if (scope?.active) onScopeDispose(() => void close())
  // An async setup continued after its component was unmounted.
  else if (scope) void close()
}

/** @throws {ChatStreamError} `argument` for a wrong option */
function checkServer({ client, prefix = '', timeout = 1 }: McpServer): void {
  const isClient = client === undefined || typeof client.callTool === 'function'
  checkOption('client', client, isClient, 'a connected client of `@modelcontextprotocol/client`')
  checkOption('prefix', prefix, /^[\w-]{0,32}$/.test(prefix), 'at most 32 letters, digits, _ and -')
  const isTimeout = timeout > 0 && timeout < 2 ** 31
  checkOption('timeout', timeout, isTimeout, 'a number of milliseconds')
}
