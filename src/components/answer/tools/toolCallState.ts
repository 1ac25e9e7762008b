import type { ToolPart } from '../../../core/index.ts'
import { fieldsOf } from '../../dialogs/fieldsOf.ts'

/**
 * State of a tool call as shown. `preparing`: the model still writes its arguments. `open`: the answer ended
 * without a result.
 */
export type ToolCallState = 'preparing' | 'running' | 'approval' | 'done' | 'failed' | 'open'

/**
 * Returns the state of a tool call.
 *
 * @param isAnswering - whether the answer is still streaming
 */
export function toolCallState(
  { output, state, error, args }: ToolPart,
  isAnswering: boolean,
): ToolCallState {
  if (state === 'output-error' || error) return 'failed'
  if (output !== undefined) return isFailure(output) ? 'failed' : 'done'
  if (state === 'output-available') return 'done'
  if (state === 'approval-requested') return 'approval'
  if (state === 'executing') return 'running'
  if (!isAnswering) return 'open'
  // A server that runs its tools reports no step between the last arguments and the result.
  return state === 'input-streaming' && !/[}\]]\s*$/.test(args.slice(-9)) ? 'preparing' : 'running'
}

/** Formats share no field for it. Recognizes the results of failed tools, including those of MCP, by their fields. */
function isFailure(output: unknown): boolean {
  return fieldsOf(output).some(([name, value]) => /^(is_?)?error$/i.test(name) && Boolean(value))
}
