import type { ToolPart } from '../../core/index.ts'
import { fieldsOf } from '../dialogs/fieldsOf.ts'

/** State of a tool call. `open`: the answer ended without a result. */
export type ToolCallState = 'running' | 'done' | 'failed' | 'open'

/**
 * Returns the state of a tool call.
 *
 * @param isAnswering - whether the answer is still streaming
 */
export function toolCallState({ output }: ToolPart, isAnswering: boolean): ToolCallState {
  if (output === undefined) return isAnswering ? 'running' : 'open'
  return isFailure(output) ? 'failed' : 'done'
}

/** Formats share no field for it. Recognizes the results of failed tools, including those of MCP, by their fields. */
function isFailure(output: unknown): boolean {
  return fieldsOf(output).some(([name, value]) => /^(is_?)?error$/i.test(name) && Boolean(value))
}
