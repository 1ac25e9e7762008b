import { parseJson, parseObject } from '../jsonText.ts'
import type { ToolDescription } from './toolSet.ts'
import { textOf } from '../text.ts'
import type { ChatMessage, ChatRequest, ToolPart } from '../types.ts'

/** Parses the arguments of a tool call; returns an empty object if their JSON is incomplete. */
export function parseToolArguments({ args }: ToolPart): Readonly<Record<string, unknown>> {
  return parseObject(args) ?? {}
}

/**
 * Returns the arguments of a tool call as JSON text. Servers reject a call whose arguments are not JSON; its error tells
 * the model what it sent.
 */
export function argumentsText({ args }: ToolPart): string {
  return parseJson(args) === undefined ? '{}' : args
}

/** Returns the field `tools` of a body, in the form of its server; no field if the chat has no tools. */
export function toolsField(
  { tools = [] }: ChatRequest,
  toTool: (tool: ToolDescription) => object,
): { readonly tools?: readonly object[] } {
  return tools.length > 0 ? { tools: tools.map(toTool) } : {}
}

/** Returns a tool in the form of Chat Completions, which other servers share. */
export function toFunctionTool({ name, description, inputSchema }: ToolDescription): object {
  return { type: 'function', function: { name, description, parameters: inputSchema } }
}

/** Returns the result of a tool call as text, or why it failed. */
export function toolOutputText({ output, error }: ToolPart): string {
  const result = output ?? error ?? null
  return typeof result === 'string' ? result : JSON.stringify(result)
}

/** Returns the tool calls that have a result. The others are not sent: a server would expect their results. */
export function callsWithOutput(parts: readonly { readonly type: string }[]): readonly ToolPart[] {
  return parts.filter(
    (part): part is ToolPart =>
      part.type === 'tool' &&
      (('output' in part && part.output !== undefined) || ('error' in part && Boolean(part.error))),
  )
}

/** Returns a message without files in the form of Chat Completions: tool results are messages of their own. */
export function toTextMessages({
  role,
  parts,
}: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const text = textOf({ parts })
  const calls = callsWithOutput(parts)
  if (calls.length === 0) return text ? [{ role, content: text }] : []
  return [
    {
      role,
      content: text || null,
      tool_calls: calls.map((call) => ({
        id: call.id,
        type: 'function',
        function: { name: call.name, arguments: argumentsText(call) },
      })),
    },
    ...calls.map((call) => ({
      role: 'tool',
      tool_call_id: call.id,
      content: toolOutputText(call),
    })),
  ]
}
