import type { ChatStreamError, ToolSet } from '../core/index.ts'

/** A tool as its server describes it. Treat every text in it as untrusted. */
export interface McpTool {
  readonly name: string
  readonly description?: string | undefined
  /** The JSON Schema of the arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>
  /** What the server claims about the tool. A server can claim anything: it is only a hint. */
  readonly annotations?: McpToolAnnotations | undefined
}

/**
 * What a server claims about a tool.
 *
 * @see https://modelcontextprotocol.io/specification/2025-06-18/schema#toolannotations
 */
export interface McpToolAnnotations {
  readonly title?: string | undefined
  readonly readOnlyHint?: boolean | undefined
  readonly destructiveHint?: boolean | undefined
  readonly idempotentHint?: boolean | undefined
  readonly openWorldHint?: boolean | undefined
}

/** The result of a call, as the client library returns it. */
export interface McpResult {
  readonly content?: readonly unknown[] | undefined
  readonly structuredContent?: unknown
  readonly isError?: boolean | undefined
}

/** A connected `Client` of `@modelcontextprotocol/client` 2. */
export interface McpClient {
  listTools(): Promise<{ readonly tools: readonly McpTool[] }>
  callTool(
    params: { name: string; arguments: Record<string, unknown> },
    options: { signal: AbortSignal; timeout: number },
  ): Promise<McpResult>
  getServerVersion(): { readonly name: string } | undefined
}

/** Decides whether a call waits for `approveTool`. `tool.name` is the name at the server, without a prefix. */
export type McpApproval = (
  tool: McpTool,
  input: Readonly<Record<string, unknown>>,
) => boolean | Promise<boolean>

/** Where a server is reached: its URL, or a client that is connected to it. */
export type McpServerAddress =
  | {
      /** The endpoint of the server (Streamable HTTP); a relative URL is resolved against the page. */
      readonly url: string | URL
      readonly client?: undefined
    }
  | {
      readonly url?: undefined
      /**
       * A connected client, for another transport or a sign-in with OAuth. `close` does not close it. Call `refresh`
       * when its server reports a changed list.
       */
      readonly client: McpClient
    }

/** The options of one server. */
export type McpServer = McpServerAddress & {
  /**
   * Request headers, or a function (which may be async) that is called before every request. They are sent to the
   * origin of `url` only.
   * @default none
   */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>)
  /**
   * Names of headers that carry a secret. A request with such a header does not follow redirects. Names that contain
   * `key`, `token`, `secret` or `auth` count without being listed; `Authorization` does not, as `fetch` removes it.
   * @default none
   */
  readonly secretHeaders?: readonly string[]
  /** As in `fetch`. @default 'same-origin' */
  readonly credentials?: RequestCredentials
  /** A custom `fetch`. @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch
  /**
   * Comes before the name of each tool, followed by `_`: at most 32 letters, digits, `_` and `-`.
   * @default none; the server's own name, if another tool has the name already
   */
  readonly prefix?: string
  /** Which tools the model may call. @default all, at most 128 */
  readonly only?: (tool: McpTool) => boolean
  /**
   * Whether a call waits for `approveTool`; a function decides for each call.
   * @default all calls, except those of tools that the server annotates with `readOnlyHint: true`
   */
  readonly needsApproval?: boolean | McpApproval
  /** How long a call may take, in milliseconds: more than 0, less than 2 ** 31. @default 60_000 */
  readonly timeout?: number
}

/** The options for all servers together. */
export interface McpToolsOptions {
  /** Your own tools. No tool of a server takes the name of one of them. @default none */
  readonly tools?: ToolSet<object>
  /** Called after the list of a server has changed, with the names of all tools. @default none */
  readonly onChange?: (names: readonly string[]) => void
  /**
   * Called if a changed list cannot be read, and for the tools that are left out: their name is taken, their JSON Schema
   * is too large, or the server has more than 128. If it throws, the tools are not affected.
   * @default none
   */
  readonly onError?: (error: ChatStreamError) => void
}

/** The tools of MCP servers, for the option `tools` of a chat. */
export interface McpToolSet extends ToolSet {
  /**
   * Reads the lists of all servers again, and calls `onChange`.
   * @throws {ChatStreamError} as a rejection: `network` or `http` if a server cannot be reached
   */
  refresh(): Promise<void>
  /** Ends the connections. Calls that run fail. Called at the end of the component or effect scope. */
  close(): Promise<void>
}
