import { asNumber, isObject } from '../../json.ts'
import type { DialectState, StreamEvent } from '../../types.ts'

/** The names that servers use for the object with the token counts. */
const USAGE_NAMES = ['usage', 'usageMetadata', 'usage_metadata', 'token_usage', 'tokenUsage']

/** Returns the first object with token counts that one of these objects has; undefined if there is none. */
export function findUsage(...places: readonly unknown[]): unknown {
  for (const place of places) {
    const found = USAGE_NAMES.map((name) => isObject(place) && place[name]).find(isObject)
    if (found) return found
  }
  return undefined
}

/**
 * Reads the token counts of a usage object, whatever the server names its fields. The last usage of an
 * answer may contain only the counts that changed since the first one.
 */
export function readUsage(value: unknown, state: DialectState): readonly StreamEvent[] {
  if (!isObject(value)) return []
  // Not `Object.assign`, which would let a field `__proto__` replace the prototype.
  const raw = { ...(isObject(state['usage']) && state['usage']), ...value }
  state['usage'] = raw
  // Cohere nests them in `tokens`, next to its billed units.
  const counts = { ...raw, ...(isObject(raw['tokens']) && raw['tokens']) }
  // `prompt_tokens`, `promptTokenCount`, `prompt_eval_count`…
  const count = (names: string) => {
    const name = new RegExp(`^(${names})_?(tokens?(_?count)?|count)$`, 'i')
    return Object.entries(counts)
      .map(([key, value]) => (name.test(key) ? asNumber(value) : undefined))
      .find(Number.isFinite)
  }
  const usage = {
    inputTokens: count('input|prompt|prompt_eval'),
    outputTokens: count('output|completion|candidates|eval|generated'),
    totalTokens: count('total'),
    raw,
  }
  return [{ type: 'usage', usage }]
}
