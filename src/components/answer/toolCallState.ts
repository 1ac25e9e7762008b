import type { ToolPart } from '../../core/index.ts'
import { fieldsOf } from '../dialogs/fieldsOf.ts'

/** `open`: nobody brought a result. */
export type ToolCallState = 'running' | 'done' | 'failed' | 'open'

/** @param isAnswering more of the answer is to come */
export function toolCallState({ output }: ToolPart, isAnswering: boolean): ToolCallState {
  if (output === undefined) return isAnswering ? 'running' : 'open'
  return isFailure(output) ? 'failed' : 'done'
}

/** Formats have no common word for it: by what tools that fail bring, MCP's among them. */
function isFailure(output: unknown): boolean {
  return fieldsOf(output).some(([name, value]) => /^(is_?)?error$/i.test(name) && Boolean(value))
}
