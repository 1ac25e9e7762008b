import { asNumber, isObject } from '../json.ts'
import type { StreamEvent } from '../types.ts'

/** Reads the token counts of a usage object, whichever of the fields' names its server uses. */
export function readUsage(raw: unknown): readonly StreamEvent[] {
  if (!isObject(raw)) return []
  // Cohere has them one level down, beside the units that it bills.
  const counts = { ...raw, ...(isObject(raw['tokens']) && raw['tokens']) }
  const count = (names: string) =>
    names
      .split(' ')
      .map((name) => asNumber(counts[name]))
      .find(Number.isFinite)
  const usage = {
    inputTokens: count(
      'input_tokens prompt_tokens inputTokens promptTokens promptTokenCount prompt_eval_count',
    ),
    outputTokens: count(
      'output_tokens completion_tokens outputTokens completionTokens candidatesTokenCount eval_count',
    ),
    totalTokens: count('total_tokens totalTokens totalTokenCount'),
    raw,
  }
  return [{ type: 'usage', usage }]
}
