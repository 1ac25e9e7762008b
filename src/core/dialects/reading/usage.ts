import { asNumber, isObject } from '../../json.ts'
import type { DialectState, StreamEvent } from '../../types.ts'

/**
 * Reads the token counts of a usage object, whatever the server names its fields. The last usage of an
 * answer may contain only the counts that changed since the first one.
 */
export function readUsage(value: unknown, state: DialectState): readonly StreamEvent[] {
  if (!isObject(value)) return []
  const raw = Object.assign({}, state['usage'], value)
  state['usage'] = raw
  // Cohere nests them in `tokens`, next to its billed units.
  const counts = { ...raw, ...(isObject(raw['tokens']) && raw['tokens']) }
  // `prompt_tokens`, `promptTokenCount`, `prompt_eval_count`…
  const count = (names: string) => {
    const name = new RegExp(`^(${names})_?(tokens|(token)?count)$`, 'i')
    return Object.entries(counts)
      .map(([key, value]) => (name.test(key) ? asNumber(value) : undefined))
      .find(Number.isFinite)
  }
  const usage = {
    inputTokens: count('input|prompt|prompt_eval'),
    outputTokens: count('output|completion|candidates|eval'),
    totalTokens: count('total'),
    raw,
  }
  return [{ type: 'usage', usage }]
}
