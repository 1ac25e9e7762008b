import { parseObject } from '../json.ts'
import type { ToolPart } from '../types.ts'

/** The arguments of a call as an object: an empty one where they were cut. */
export function argumentsOf({ args }: ToolPart): Readonly<Record<string, unknown>> {
  return parseObject(args) ?? {}
}

/** What a tool brought, as text. */
export function outputText({ output }: ToolPart): string {
  return typeof output === 'string' ? output : JSON.stringify(output ?? null)
}

/** The calls among a message's parts that have a result: of the others a server would wait for one. */
export function answeredCalls(parts: readonly { readonly type: string }[]): readonly ToolPart[] {
  return parts.filter(
    (part): part is ToolPart =>
      part.type === 'tool' && 'output' in part && part.output !== undefined,
  )
}
