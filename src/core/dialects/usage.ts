import { asNumber, isObject } from '../json.ts'
import type { StreamEvent } from '../types.ts'

/** Reads the token counts of a usage object, whichever of the fields' names its server uses. */
export function readUsage(raw: unknown): readonly StreamEvent[] {
  if (!isObject(raw)) return []
  const count = (name: string) => asNumber(raw[`${name}Tokens`] ?? raw[`${name}_tokens`])
  const usage = {
    inputTokens: count('input') ?? count('prompt'),
    outputTokens: count('output') ?? count('completion'),
    totalTokens: count('total'),
    raw,
  }
  return [{ type: 'usage', usage }]
}
