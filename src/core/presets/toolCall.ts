import { parseObject } from '../json.ts'
import type { ToolPart } from '../types.ts'

/** Parses the arguments of a tool call; returns an empty object if their JSON is incomplete. */
export function parseToolArguments({ args }: ToolPart): Readonly<Record<string, unknown>> {
  return parseObject(args) ?? {}
}

/** Returns the result of a tool call as text. */
export function toolOutputText({ output }: ToolPart): string {
  return typeof output === 'string' ? output : JSON.stringify(output ?? null)
}

/** Returns the tool calls that have a result. The others are not sent: a server would expect their results. */
export function callsWithOutput(parts: readonly { readonly type: string }[]): readonly ToolPart[] {
  return parts.filter(
    (part): part is ToolPart =>
      part.type === 'tool' && 'output' in part && part.output !== undefined,
  )
}
