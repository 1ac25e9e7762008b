/** Tools of MCP servers for a chat: the entry `vue-chat-stream/tools/mcp`. */
export { mcpTools } from './mcpTools.ts'
export type {
  McpApproval,
  McpClient,
  McpResult,
  McpServer,
  McpServerAddress,
  McpTool,
  McpToolAnnotations,
  McpToolSet,
  McpToolsOptions,
} from './options.ts'
