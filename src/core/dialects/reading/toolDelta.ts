import { asText, toText, type JsonObject } from '../../json.ts'
import type { StreamEvent, ToolState } from '../../types.ts'

/**
 * Creates the event for a piece of a tool call: its `name`, and `args`, `allArgs`, `output`, `error`,
 * `approvalId` and `signature` as in the event. Arguments that are an object are complete.
 */
export function toolDelta(id: string, tool: JsonObject, state?: ToolState): StreamEvent {
  const { name, args, allArgs = isValue(args) ? args : undefined, output, error } = tool
  return {
    type: 'tool-delta',
    id,
    name: asText(name),
    args: toText(args),
    allArgs: toJson(allArgs),
    output: output ?? undefined,
    state,
    error: error ? toJson(error) : undefined,
    approvalId: asText(tool['approvalId']),
    signature: asText(tool['signature']),
  }
}

/** Returns arguments as JSON text: servers send either JSON text or a value. */
export function toJson(value: unknown): string | undefined {
  if (!isValue(value)) return toText(value)
  try {
    return JSON.stringify(value)
  } catch {
    // The nesting is deeper than the stack: nobody can read that.
    return undefined
  }
}

/** Returns whether a value is an object or a list. */
function isValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
