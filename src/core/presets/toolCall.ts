import { parseObject } from '../json.ts'
import type { ToolPart } from '../types.ts'

/** Parses the arguments of a tool call; returns an empty object if their JSON is incomplete. */
export function parseToolArguments({ args }: ToolPart): Readonly<Record<string, unknown>> {
  return parseObject(args) ?? {}
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
