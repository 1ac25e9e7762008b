import { ChatStreamError, type ToolDefinition, type ToolDescription } from '../core/index.ts'
import { callHook, isObject } from '../core/internal.ts'
import type { McpConnection } from './connection.ts'
import type { McpServer, McpTool, McpToolsOptions } from './options.ts'
import { readResult } from './readResult.ts'

/** Most tools of one server: OpenAI accepts 128. */
const MAX_TOOLS = 128
/** Longest description of a tool, in UTF-16 units. */
const MAX_DESCRIPTION = 4096
/** Largest JSON Schema of a tool, in UTF-16 units. */
const MAX_SCHEMA = 32_768
/** Longest name that all vendors accept. */
const MAX_NAME = 64
const TIMEOUT = 60_000

export interface DescribedTool {
  readonly definition: ToolDefinition
  readonly description: ToolDescription
}

/** Replaces what vendors do not accept in the name of a tool. */
const toName = (...words: readonly string[]) =>
  words
    .join('_')
    .replace(/[^\w-]+/g, '_')
    .slice(0, MAX_NAME)

/**
 * Converts the list of a server to tools of a chat, and adds them to the tools of the servers before it. A tool never
 * takes the name of another one.
 */
export function describeTools(
  all: Map<string, DescribedTool>,
  taken: ReadonlySet<string>,
  { server, connection, serverName }: ListedServer,
  listed: readonly McpTool[],
  { onError }: McpToolsOptions,
): void {
  const { prefix, only = () => true } = server
  const isTaken = (name: string) => taken.has(name) || all.has(name)
  const leaveOut = (reason: string) => callHook(onError, new ChatStreamError('limit', reason))
  const tools = listed.filter(only)
  if (tools.length > MAX_TOOLS) {
    leaveOut(
      `The MCP server has ${tools.length} tools. Only the first ${MAX_TOOLS} are used: set \`only\`.`,
    )
  }
  for (const tool of tools.slice(0, MAX_TOOLS)) {
    const plain = prefix === undefined ? toName(tool.name) : toName(prefix, tool.name)
    const name = isTaken(plain)
      ? toName(prefix ?? serverName.replace(/\W+$/, ''), tool.name)
      : plain
    const size = sizeOf(tool.inputSchema)
    if (!name || isTaken(name)) leaveOut(`Another tool has the name ${name}: set \`prefix\`.`)
    else if (size > MAX_SCHEMA) {
      leaveOut(
        `The JSON Schema of the MCP tool ${name} has ${size} of at most ${MAX_SCHEMA} units.`,
      )
    } else all.set(name, describeTool(name, tool, server, connection))
  }
}

export interface ListedServer {
  readonly server: McpServer
  readonly connection: McpConnection
  /** The server's own name: untrusted. */
  readonly serverName: string
}

function sizeOf(schema: McpTool['inputSchema']): number {
  try {
    return JSON.stringify(schema).length
  } catch {
    // It is nested too deeply.
    return Infinity
  }
}

function describeTool(
  name: string,
  tool: McpTool,
  { needsApproval, timeout = TIMEOUT }: McpServer,
  connection: McpConnection,
): DescribedTool {
  const { annotations, description = '', inputSchema } = tool
  const shown = description.slice(0, MAX_DESCRIPTION)
  // Vendors need a type, and some reject the name of the draft.
  const jsonSchema = { properties: {}, ...inputSchema, type: 'object', $schema: undefined }
  const isAsking = needsApproval ?? annotations?.readOnlyHint !== true
  const definition: ToolDefinition<typeof anyObject> = {
    description: shown,
    input: { ...anyObject, jsonSchema },
    needsApproval: typeof isAsking === 'function' ? (input) => isAsking(tool, input) : isAsking,
    async execute(input, { signal }) {
      try {
        const client = await connection.connect()
        const params = { name: tool.name, arguments: { ...input } }
        return readResult(await client.callTool(params, { signal, timeout }))
      } catch (thrown) {
        connection.noteFailure(thrown)
        throw thrown
      }
    },
  }
  return { definition, description: { name, description: shown, inputSchema: jsonSchema } }
}

/** Accepts any object: the server validates the arguments. */
const anyObject = {
  jsonSchema: {},
  schema: {
    '~standard': {
      version: 1,
      vendor: 'vue-chat-stream',
      validate: (value: unknown) =>
        isObject(value) ? { value } : { issues: [{ message: 'The arguments must be an object.' }] },
    },
  },
} as const
